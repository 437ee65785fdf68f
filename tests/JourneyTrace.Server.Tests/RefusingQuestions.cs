using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using JourneyTrace.Client;

namespace JourneyTrace.Server.Tests;

/// <summary>What is not understood is refused, by name; and what the server says of itself.</summary>
public abstract class RefusingQuestions(Shape shape)
{
    static readonly CancellationToken Stop = CancellationToken.None;

    [Theory]
    [InlineData("v1/hotspots?by=colour", 400)]
    [InlineData("v1/hotspots?bye=link", 400)]
    [InlineData("v1/hotspots?from=yesterday", 400)]
    [InlineData("v1/hotspots?from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z", 400)]
    [InlineData("v1/hotspots?link=%00", 400)]
    [InlineData("v1/hotspots?limit=0", 400)]
    [InlineData("v1/hotspots?cursor=x", 400)]
    [InlineData("v1/cases?status=lost", 400)]
    [InlineData("v1/cases?atRisk=perhaps", 400)]
    [InlineData("v1/cases?cursor=bm90IGpzb24=", 400)]
    [InlineData("v1/promises?status=none", 400)]
    [InlineData("v1/promises?atRisk=perhaps", 400)]
    [InlineData("v1/promises?element=", 400)]
    [InlineData("v1/hotspots?element=colour", 400)]
    [InlineData("v1/cases?handoff=", 400)]
    [InlineData("v1/promises?limit=1001", 400)]
    [InlineData("v1/handoffs?q=1", 400)]
    [InlineData("v1/split?benchmark=7", 400)]
    [InlineData("v1/cases/nobody", 404)]
    [InlineData("v1/cases/nobody/trace", 404)]
    [InlineData("v1/cases/nobody/events", 404)]
    [InlineData("v1/cases/nobody/trace?asOf=now", 400)]
    [InlineData("v1/events/%2Fnowhere/nothing", 404)]
    [InlineData("v1/catalogue?version=99", 404)]
    [InlineData("v1/catalogue?version=x", 400)]
    [InlineData("v1/nothing", 404)]
    public async Task A_question_that_is_not_understood_is_a_problem(string path, int status)
    {
        var answer = await shape.Http.GetAsync(path);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.NotEmpty((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString()!);
    }

    [Fact]
    public async Task A_wrong_catalogue_is_refused_entry_by_entry()
    {
        var wrong = """{"links":{"a":{"side":"left","calendar":"none"}},"terms":[{"to":"b"}],"calendars":{"c":{"zone":"Mars","hours":{"someday":"9-5"}}},"extra":1}""";
        using var put = await shape.Http.PutAsync("v1/catalogue", new StringContent(wrong, null, "application/json"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, put.StatusCode);
        var pointers = (await put.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("problems").EnumerateArray().Select(p => p.GetProperty("pointer").GetString()).ToList();
        Assert.All(
            new[] { "/links/a/side", "/links/a/calendar", "/terms/0/within", "/calendars/c/zone", "/extra" }, pointer => Assert.Contains(pointer, pointers));
        using var alias = await shape.Http.PutAsync("v1/catalogue", new StringContent("a: &x [1]\nb: *x", null, "application/yaml"));
        Assert.Equal(HttpStatusCode.BadRequest, alias.StatusCode);
        using var check = await shape.Http.PostAsync("v1/catalogue/check", new StringContent("terms:\n  - { to: payments, within: P3D }\n", null, "application/yaml"));
        Assert.True((await check.Content.ReadFromJsonAsync<CatalogueCheck>(Wire.Options))!.Valid);
        using var stale = new HttpRequestMessage(HttpMethod.Put, "v1/catalogue") { Content = new StringContent("{}", null, "application/json") };
        stale.Headers.TryAddWithoutValidation("If-Match", "\"999\"");
        Assert.Equal(HttpStatusCode.Conflict, (await shape.Http.SendAsync(stale)).StatusCode);
    }

    [Fact]
    public async Task It_says_what_it_is_and_how_it_is()
    {
        var ready = await shape.Client.GetAsync<Readiness>("health/ready", Stop);
        Assert.True(ready.Database.Reachable);
        Assert.Equal(ready.Database.MigrationsKnown, ready.Database.MigrationsApplied);
        Assert.Equal("live", (await shape.JsonAsync("health/live")).GetProperty("status").GetString());
        Assert.Contains("/v1/hotspots", await shape.Http.GetStringAsync("/"), StringComparison.Ordinal);
        Assert.Contains("missing_field", await shape.Http.GetStringAsync("/docs/problems"), StringComparison.Ordinal);
        Assert.True((await shape.JsonAsync("openapi/v1.json")).GetProperty("paths").TryGetProperty("/v1/hotspots", out _));
    }
}

public sealed class Refusing_in_one_process(AllInOne shape) : RefusingQuestions(shape), IClassFixture<AllInOne>;

public sealed class Refusing_by_role(Split shape) : RefusingQuestions(shape), IClassFixture<Split>;

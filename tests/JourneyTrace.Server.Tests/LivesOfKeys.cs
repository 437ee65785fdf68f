using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using JourneyTrace.Client;
using JourneyTrace.Testing;

namespace JourneyTrace.Server.Tests;

/// <summary>What a key is worth, for how long, and for whose events.</summary>
public sealed class LivesOfKeys(Cluster cluster)
{
    [Fact]
    public async Task A_revoked_key_is_worth_nothing_at_any_server_within_five_seconds()
    {
        var database = await cluster.Server.NewDatabaseAsync();
        await using var one = await KeyedServer.StartAsync(database);
        await using var other = await KeyedServer.StartAsync(database);
        var made = (await one.WithAsync(new NewKey("reader", ["read"]))).Made;
        await Eventually.HoldsAsync("The key is not known", async () => (await other.As(made.Key).GetAsync("v1/hotspots")).StatusCode == HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.NoContent, (await one.AsOperator.DeleteAsync("v1/keys/" + made.Item.Id)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await one.As(made.Key).GetAsync("v1/hotspots")).StatusCode);
        await Eventually.HoldsAsync("It is still taken", async () => await StatusOrCutOffAsync(() => other.As(made.Key).GetAsync("v1/hotspots")) == HttpStatusCode.Unauthorized, TimeSpan.FromSeconds(5));
        Assert.Equal(HttpStatusCode.NotFound, (await one.AsOperator.DeleteAsync("v1/keys/000000000000")).StatusCode);
    }

    [Fact]
    public async Task A_rotated_key_goes_on_for_its_grace_and_no_longer()
    {
        await using var server = await KeyedServer.StartAsync(await cluster.Server.NewDatabaseAsync());
        var former = (await server.WithAsync(new NewKey("crm", ["intake"], ["/crm"]))).Made;
        var rotated = await server.AsOperator.PostAsJsonAsync($"v1/keys/{former.Item.Id}/rotate", new Rotation(10));
        var next = (await rotated.Content.ReadFromJsonAsync<MadeKey>(Wire.Options))!;
        Assert.Equal((HttpStatusCode.Created, "crm", "intake", "/crm"), (rotated.StatusCode, next.Item.Name, next.Item.Scopes.Single(), next.Item.Sources!.Single()));
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(server.As(former.Key), "a", "/crm")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(server.As(next.Key), "b", "/crm")).StatusCode);
        await Eventually.HoldsAsync("It is still taken", async () => await StatusOrCutOffAsync(() => PostAsync(server.As(former.Key), "c", "/crm")) == HttpStatusCode.Unauthorized, TimeSpan.FromSeconds(15));
        var negative = await server.AsOperator.PostAsJsonAsync($"v1/keys/{next.Item.Id}/rotate", new Rotation(-1));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "/graceSeconds"), (negative.StatusCode, await negative.PointerAsync()));
    }

    [Fact]
    public async Task A_key_posts_events_of_its_own_sources_alone_and_what_it_may_not_is_kept()
    {
        await using var server = await KeyedServer.StartAsync(await cluster.Server.NewDatabaseAsync());
        var crm = (await server.WithAsync(new NewKey("crm", ["intake", "read"], ["/crm"]))).Client;
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(crm, "a", "/crm")).StatusCode);
        var foreign = await PostAsync(crm, "b", "/erp");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, foreign.StatusCode);
        var result = (await foreign.Content.ReadFromJsonAsync<PostAnswer>(Wire.Options))!.Results.Single();
        Assert.Equal(("source_not_allowed", "/source"), (result.Code, result.Pointer));
        Assert.Null((await crm.GetFromJsonAsync<EventPlace>("v1/events/%2Ferp/b", Wire.Options))!.Position);
        var letters = await crm.GetFromJsonAsync<JsonElement>("v1/dead-letters");
        Assert.Equal("source_not_allowed", letters.GetProperty("items")[0].GetProperty("code").GetString());

        // Nor does it settle what another system sent.
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await server.AsOperator.PostAsync("v1/events", new StringContent(Told.Json("x", "nothing", "c", Told.Monday, "{}", "/erp"), new MediaTypeHeaderValue("application/json")))).StatusCode);
        var retry = await crm.PostAsync("v1/dead-letters/2/retry", new StringContent(Told.Json("c", "promise.made", "c-c", Told.Monday, """{"promise":"p","by":"store","within":"PT4H"}""", "/crm"), new MediaTypeHeaderValue("application/json")));
        Assert.Equal((HttpStatusCode.Forbidden, "source_not_allowed"), (retry.StatusCode, await retry.CodeAsync()));
    }

    [Fact]
    public async Task What_goes_on_ends_with_its_key()
    {
        await using var server = await KeyedServer.StartAsync(await cluster.Server.NewDatabaseAsync());
        var made = (await server.WithAsync(new NewKey("news", ["read"]))).Made;
        using var stream = await server.As(made.Key).GetStreamAsync("v1/findings/stream");
        var reading = stream.ReadAsync(new byte[1000]).AsTask();
        Assert.Equal(HttpStatusCode.NoContent, (await server.AsOperator.DeleteAsync("v1/keys/" + made.Item.Id)).StatusCode);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        try
        {
            while (await reading.WaitAsync(TimeSpan.FromSeconds(6)) > 0)
                reading = stream.ReadAsync(new byte[1000]).AsTask();
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            // It was cut off.
        }
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"{clock.Elapsed}");
    }

    static Task<HttpResponseMessage> PostAsync(HttpClient client, string id, string source) => client.PostAsync(
        "v1/events", new StringContent(Told.Json(id, "promise.made", "c-" + id, Told.Monday, """{"promise":"p","by":"store","within":"PT4H","what":"swap"}""", source), new MediaTypeHeaderValue("application/json")));

    /// <summary>The status, or null where the request went on when its key was worth nothing any more and was cut off.</summary>
    static async Task<HttpStatusCode?> StatusOrCutOffAsync(Func<Task<HttpResponseMessage>> ask)
    {
        try
        {
            return (await ask()).StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}

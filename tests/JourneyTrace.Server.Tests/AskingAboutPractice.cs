using System.Net;
using System.Text.Json;
using JourneyTrace.Client;
using JourneyTrace.Testing;

namespace JourneyTrace.Server.Tests;

/// <summary>Reports about the service environment, asked wrongly, as tables, page by page, and over what is told wrongly or in the largest numbers.</summary>
public sealed class AskingAboutPractice(AllInOne shape) : Telling(shape, """{"links":{"desk":{"side":"front"}}}"""), IClassFixture<AllInOne>
{
    [Theory]
    [InlineData("v1/procedures?hourCost=0")]
    [InlineData("v1/procedures?hourCost=x")]
    [InlineData("v1/makers?by=colour")]
    [InlineData("v1/links?flag=red")]
    [InlineData("v1/terms?by=a")]
    [InlineData("v1/effort?limit=0")]
    [InlineData("v1/costs?cursor=x")]
    [InlineData("v1/flow?from=now")]
    [InlineData("v1/conflicts?by=link")]
    [InlineData("v1/relations?to=2026")]
    [InlineData("v1/segments?segment=")]
    [InlineData("v1/complaints?q=x")]
    [InlineData("v1/understanding?limit=-1")]
    [InlineData("v1/elements?element=a")]
    [InlineData("v1/correctives?asOf=never")]
    public async Task A_question_that_is_not_understood_is_refused(string path) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await Shape.Http.GetAsync(path)).StatusCode);

    [Theory]
    [InlineData("v1/effort")]
    [InlineData("v1/costs")]
    [InlineData("v1/flow")]
    [InlineData("v1/conflicts")]
    [InlineData("v1/relations")]
    [InlineData("v1/segments")]
    [InlineData("v1/makers")]
    [InlineData("v1/complaints")]
    [InlineData("v1/understanding")]
    [InlineData("v1/elements")]
    [InlineData("v1/correctives")]
    [InlineData("v1/terms")]
    [InlineData("v1/procedures")]
    public async Task Every_list_is_a_table_too(string path)
    {
        Late(0, "office", "untrained");
        await PostedAsync();
        var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept", "text/csv" } } };
        var answer = await Shape.Http.SendAsync(request);
        Assert.Equal((HttpStatusCode.OK, "text/csv"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        var lines = (await answer.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines, line => Assert.True(line.Count(c => c == ',') >= lines[0].Count(c => c == ',')));
        Assert.Equal(JsonValueKind.Array, (await Shape.Client.GetAsync<JsonElement>(path, CancellationToken.None)).GetProperty("missing").ValueKind);
    }

    [Theory]
    [InlineData("procedure.published", """{"procedure":"p","version":"1","caseKind":"k","steps":[{"kind":"work"}]}""", "/data/steps/0/link")]
    [InlineData("procedure.published", """{"procedure":"p","version":"1","caseKind":"k","steps":[{"link":"a","within":"4h"}]}""", "/data/steps/0/within")]
    [InlineData("procedure.published", """{"procedure":"p","version":"1","caseKind":"k","steps":["a"]}""", "/data/steps/0")]
    [InlineData("procedure.published", """{"procedure":"p","version":"1","caseKind":"k","steps":{}}""", "/data/steps")]
    [InlineData("understanding.surveyed", """{"question":"q","answers":[{"layer":"a","answer":"b","count":-1}]}""", "/data/answers/0/count")]
    [InlineData("understanding.surveyed", """{"question":"q","answers":[{"layer":"a","answer":"b"}]}""", "/data/answers/0/count")]
    [InlineData("procedure.published", """{"procedure":"p","version":"1","caseKind":"k","steps":[{"link":"a","kind":"nonsense"}]}""", "/data/steps/0/kind")]
    [InlineData("procedure.published", """{"procedure":"p","version":"1","caseKind":"k","steps":[{"link":"a","link":"b"}]}""", "/data/steps/0/link")]
    [InlineData("procedure.published", """{"procedure":"p","version":"1","caseKind":"k","steps":[]}""", "/data/steps")]
    [InlineData("procedure.published", """{"procedure":"p","version":"1","caseKind":"k","steps":[{"link":"a"}],"cost":1e308}""", "/data/cost")]
    [InlineData("practice.assessed", """{"element":"nonsense","link":"a","score":1}""", "/data/element")]
    [InlineData("practice.assessed", """{"element":"legal","link":"a","score":1.7e308}""", "/data/score")]
    [InlineData("corrective.taken", """{"finding":"f","title":"t","cost":-1}""", "/data/cost")]
    [InlineData("effect.recorded", """{"what":"w","side":"internal","amount":1.7e308}""", "/data/amount")]
    public async Task What_an_organisation_tells_is_checked_member_by_member(string type, string data, string pointer)
    {
        var answer = await Shape.PostAsync(Told.Json("bad", type, "organisation", Told.Monday, data), "application/json");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains($"\"{pointer}\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_corrective_that_costs_next_to_nothing_and_the_largest_numbers_leave_every_report_standing()
    {
        TellAll(Told.Monday, "corrective.taken", $$"""{"finding":"link:office","title":"free {{Kind}}","links":["office"],"cost":5e-324}""");
        for (var i = 0; i < 3; i++)
        {
            Open(Case(i), """{"id":"c","value":1e12}""");
            Late(i, "office", "untrained");
            Tell(Case(i), 3000, "effect.recorded", """{"what":"w","side":"internal","amount":1e12,"decision":"none"}""");
            Tell(Case(i), 3001, "customer.lost", "{}");
        }
        await PostedAsync();
        Assert.Null((await AskAsync<CorrectivesAnswer>("v1/correctives")).Items.Single(c => c.Title == "free " + Kind).Gain);
        Assert.Equal(3e12, (await AskAsync<CostsAnswer>("v1/costs")).Items.Single().Amount);
        Assert.Equal(3e12, (await AskAsync<SegmentsAnswer>("v1/segments")).Items.Single().LostValue);
        Assert.Equal(3e12, (await AskAsync<ImpactAnswer>("v1/decisions/none/impact")).Money.Inside);
        Assert.Equal(HttpStatusCode.NotFound, (await Shape.Http.GetAsync("v1/decisions/none/impact?kind=another")).StatusCode);
    }

    [Fact]
    public async Task A_cursor_belongs_to_its_question()
    {
        Late(0, "office", "untrained");
        Late(1, "elsewhere", "untrained");
        await PostedAsync();
        var next = Uri.EscapeDataString((await AskAsync<HotspotsAnswer>("v1/hotspots?by=link&limit=1")).Next!);
        Assert.Single((await AskAsync<HotspotsAnswer>("v1/hotspots?by=link&limit=1&cursor=" + next)).Items);
        foreach (var other in new[] { "v1/hotspots?by=cause", "v1/links?limit=1", "v1/hotspots?by=link&segment=gold" })
            Assert.Equal(HttpStatusCode.BadRequest, (await Shape.Http.GetAsync($"{other}&kind={Kind}&cursor={next}")).StatusCode);
    }
}

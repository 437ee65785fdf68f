using System.Net;
using System.Net.Http.Json;
using JourneyTrace.Client;
using JourneyTrace.Testing;

namespace JourneyTrace.Server.Tests;

/// <summary>What would have been, without some of what took the time: by the shares that stand in the verdicts, and replayed without them.</summary>
public sealed class AskingWhatIf(AllInOne shape) : Telling(shape, QuestionsOfQualityTeams.Catalogue), IClassFixture<AllInOne>
{
    [Fact]
    public async Task Without_these_shares_which_promises_would_have_been_kept()
    {
        Late(0, "office", "absence");
        Late(1, "office", "absence");
        Late(2, "kitchen", "untrained");
        await PostedAsync();
        var office = await WhatIfAsync(new DropItem(Link: "office"));
        Assert.Equal((3, 2, 2), (office.Broken, office.Rescued, office.Touched));
        Assert.All(office.Items, item => Assert.True(item.Rescued && item.EarlierSeconds >= item.LatenessSeconds));
        Assert.Equal(3, (await WhatIfAsync(new DropItem(Cause: "absence"), new DropItem(Link: "kitchen"))).Rescued);
        Assert.Equal(0, (await WhatIfAsync(new DropItem(Link: "office", Cause: "untrained"))).Rescued);
        Assert.Equal(0, (await WhatIfAsync(new DropItem(Kind: "another"))).Touched);
    }

    [Fact]
    public async Task Replayed_without_them_what_ran_beside_counts_too()
    {
        Tell(Case(0), 0, "promise.made", """{"promise":"p","by":"desk","within":"PT4H"}""");
        foreach (var (link, minutes) in new[] { ("office", 600), ("kitchen", 420) })
        {
            Tell(Case(0), 0, "handoff.requested", $$"""{"handoff":"{{link}}","from":"desk","to":"{{link}}","within":"PT1H"}""");
            Tell(Case(0), minutes, "handoff.delivered", $$"""{"handoff":"{{link}}"}""");
        }
        Tell(Case(0), 660, "promise.kept", """{"promise":"p"}""");
        Late(1, "office", "absence");
        Tell(Case(2), 0, "promise.made", """{"promise":"p","by":"desk","within":"PT4H"}""");
        Tell(Case(2), 1, "handoff.requested", """{"handoff":"h","from":"desk","to":"office"}""");
        await PostedAsync();
        Assert.Equal(2, (await WhatIfAsync(new DropItem(Link: "office"))).Rescued);
        var exact = await WhatIfAsync("&exact=true", new DropItem(Link: "office"));
        Assert.Equal((true, 3, 1, 2), (exact.Exact, exact.Broken, exact.Rescued, exact.Touched));
        Assert.Equal((Case(1), true), (exact.Items[0].Case, exact.Items[0].Rescued));
        Assert.Equal((Told.Monday.AddHours(8), 3 * 3600.0), (exact.Items[1].WouldBeKeptAt, exact.Items[1].EarlierSeconds));
        Assert.Contains("never kept", Assert.Single(exact.Missing), StringComparison.Ordinal);
        var answer = await Shape.Http.PostAsJsonAsync($"v1/cases/{Case(0)}/what-if", new WhatIfQuestion([new DropItem(Link: "office"), new DropItem(Link: "kitchen")]), Wire.Options);
        var promise = (await answer.Content.ReadFromJsonAsync<CaseWhatIfAnswer>(Wire.Options))!.Promises.Single();
        Assert.Equal((true, Told.Monday.AddHours(2)), (promise.Rescued, promise.WouldBeKeptAt));
        Assert.Equal(HttpStatusCode.NotFound, (await Shape.Http.PostAsJsonAsync("v1/cases/nobody/what-if", new WhatIfQuestion([new DropItem("a")]), Wire.Options)).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Shape.Http.PostAsJsonAsync($"v1/cases/{Case(0)}/what-if", new WhatIfQuestion([]), Wire.Options)).StatusCode);
    }

    [Theory]
    [InlineData("{}", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"drop":[]}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"drop":[{}]}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"drop":[null]}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"drop":[{"link":"a\u0000"}]}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"drop":[{"person":"a"}]}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"drop":5}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"drop":[{"link":""}]}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"drop":[{"link":"a","link":"b"}]}""", HttpStatusCode.BadRequest)]
    [InlineData("", HttpStatusCode.BadRequest)]
    public async Task A_what_if_that_asks_nothing_is_refused(string body, HttpStatusCode status) =>
        Assert.Equal(status, (await Shape.Http.PostAsync("v1/what-if", new StringContent(body, System.Text.Encoding.UTF8, "application/json"))).StatusCode);

    Task<WhatIfAnswer> WhatIfAsync(params DropItem[] drops) => WhatIfAsync("", drops);

    async Task<WhatIfAnswer> WhatIfAsync(string more, params DropItem[] drops)
    {
        var answer = await Shape.Http.PostAsJsonAsync($"v1/what-if?kind={Kind}{more}", new WhatIfQuestion(drops), Wire.Options);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<WhatIfAnswer>(Wire.Options))!;
    }
}

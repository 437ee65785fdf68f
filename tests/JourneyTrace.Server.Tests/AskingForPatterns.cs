using System.Net;
using JourneyTrace.Client;

namespace JourneyTrace.Server.Tests;

/// <summary>What cases have in common: who hands to whom, there and back, one group beside another, what is usual and what lies beyond it.</summary>
public sealed class AskingForPatterns(AllInOne shape) : Telling(shape, QuestionsOfQualityTeams.Catalogue), IClassFixture<AllInOne>
{
    [Fact]
    public async Task The_map_shows_who_hands_to_whom_and_A3_nobody_else_does()
    {
        Late(0, "office", "absence");
        await PostedAsync();
        var map = await AskAsync<MapAnswer>("v1/map");
        var arrow = Assert.Single(map.Arrows);
        Assert.Equal(("desk", "office", 1L), (arrow.From, arrow.To, arrow.Count));
        Assert.Equal(["front", "internal"], map.Nodes.OrderBy(n => n.Name, StringComparer.Ordinal).Select(n => n.Side));
        var steps = await AskAsync<MapAnswer>("v1/map?by=link");
        Assert.Equal(("desk", "office"), (steps.Arrows[0].From, steps.Arrows[0].To));
        Assert.NotEmpty((await AskAsync<MapAnswer>("v1/map?by=activity")).Missing);
    }

    [Fact]
    public async Task A_case_that_goes_there_and_back_is_ping_pong()
    {
        foreach (var (i, link) in new[] { "desk", "office", "desk", "kitchen", "office" }.Index())
            Tell(Case(0), i, "activity.recorded", $$"""{"activity":"look","link":"{{link}}"}""");
        await PostedAsync();
        var answer = await AskAsync<PingPongAnswer>("v1/ping-pong");
        Assert.Equal((4, 1), (answer.Handovers, answer.PingPongs));
        Assert.Equal(("desk", "office"), (answer.Items[0].A, answer.Items[0].B));
        Assert.Equal(4, (await AskAsync<ReworkAnswer>("v1/rework")).Items.Single(i => i.Name == "look").Extra);
        Assert.Equal(["look", "look", "look", "look", "look"], (await AskAsync<VariantsAnswer>("v1/variants")).Items.Single().Path);
    }

    [Fact]
    public async Task TwoKinds_side_by_side()
    {
        for (var i = 0; i < 10; i++)
        {
            Late(i, "office", "absence");
            Late(i, "kitchen", "untrained", late: i < 2, kind: Kind + "-b");
        }
        await PostedAsync();
        var answer = await Shape.Client.GetAsync<CompareAnswer>(
            $"v1/compare?a={Uri.EscapeDataString("kind=" + Kind)}&b={Uri.EscapeDataString($"kind={Kind}-b&promise=p")}", CancellationToken.None);
        Assert.Equal((10, 10, 10, 2), (answer.A.Promises, answer.A.Broken + answer.A.Abandoned, answer.B.Promises, answer.B.Broken + answer.B.Abandoned));
        Assert.Equal(0.8, answer.Difference);
        Assert.True(answer.Ci95![0] > 0.3 && answer.Ci95[1] <= 1);
        Assert.Equal(["kitchen", "office"], answer.Links.Where(l => Math.Abs(l.BlameA - l.BlameB) > 0.9).Select(l => l.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Terms_are_learned_from_three_quarters_of_what_was_delivered()
    {
        for (var i = 0; i < 8; i++)
        {
            Tell(Case(i), 0, "handoff.requested", $$"""{"handoff":"h","from":"a-{{Kind}}","to":"b-{{Kind}}","kind":"information"}""");
            Tell(Case(i), (i + 1) * 10, "handoff.delivered", """{"handoff":"h"}""");
        }
        await PostedAsync();
        var term = (await Shape.Client.GetAsync<SuggestedTerms>("v1/catalogue/suggest-terms", CancellationToken.None)).Items.Single(t => t.From == "a-" + Kind);
        Assert.Equal(("information", "PT1H3M", 8L, false), (term.Kind, term.Within, term.N, term.HasTerm));
    }

    [Fact]
    public async Task What_comes_far_later_than_it_uses_to_lies_beyond_its_profile()
    {
        for (var i = 0; i < 20; i++)
        {
            Tell(Case(i), 0, "activity.recorded", """{"activity":"a"}""");
            Tell(Case(i), i == 0 ? 5000 : 10 + i % 2, "activity.recorded", """{"activity":"b"}""");
        }
        await PostedAsync();
        var pair = (await AskAsync<ProfileAnswer>("v1/temporal-profile?deviations=3")).Items.Single();
        Assert.Equal(("a", "b", 20L, 1L, 1L), (pair.From, pair.To, pair.Count, pair.Beyond, pair.CasesBeyond));
        Assert.Equal((5000 + 10 * 9 + 11 * 10) * 60 / 20.0, pair.MeanSeconds, 6);
        Assert.Equal(HttpStatusCode.BadRequest, (await Shape.Http.GetAsync("v1/temporal-profile?deviations=-1")).StatusCode);
    }

    [Theory]
    [InlineData("v1/compare")]
    [InlineData("v1/compare?a=kind%3Dx")]
    [InlineData("v1/compare?a=kind%3Dx&b=colour%3Dred")]
    [InlineData("v1/compare?a=kind%3Dx&b=from%3Dyesterday")]
    [InlineData("v1/map?by=colour")]
    [InlineData("v1/variants?by=handoff")]
    [InlineData("v1/ping-pong?limit=0")]
    [InlineData("v1/rework?cursor=x")]
    [InlineData("v1/complaints/funnel?by=link")]
    public async Task A_question_that_is_not_understood_is_refused(string path) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await Shape.Http.GetAsync(path)).StatusCode);
}

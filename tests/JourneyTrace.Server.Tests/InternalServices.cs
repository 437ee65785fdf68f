using System.Text.Json;
using JourneyTrace.Client;
using JourneyTrace.Testing;

namespace JourneyTrace.Server.Tests;

/// <summary>Scenarios A: internal services and the payment department.</summary>
public sealed class InternalServices(AllInOne shape) : Telling(shape, Catalogue), IClassFixture<AllInOne>
{
    const string Catalogue = """{"links":{"desk":{"side":"front"}}}""";

    [Fact]
    public async Task A2_upstream_from_the_touchpoint_the_root_is_three_handoffs_up()
    {
        var name = Case(0);
        Tell(name, 0, "promise.made", """{"promise":"answer","by":"desk","within":"P1D"}""");
        Tell(name, 10, "handoff.requested", """{"handoff":"a","from":"desk","to":"training"}""");
        Tell(name, 20, "handoff.requested", """{"handoff":"b","from":"training","to":"payments","kind":"payment"}""");
        Tell(name, 30, "handoff.requested", """{"handoff":"c","from":"payments","to":"director","kind":"approval"}""");
        Tell(name, 3000, "customer.contacted", """{"link":"desk","channel":"phone","insisted":true,"minutes":10}""");
        Tell(name, 3001, "obstacle.met", """{"obstacle":"o","at":"desk","cause":"no-answer"}""");
        Tell(name, 3011, "obstacle.cleared", """{"obstacle":"o"}""");
        Tell(name, 20000, "handoff.delivered", """{"handoff":"c"}""");
        Tell(name, 20010, "handoff.delivered", """{"handoff":"b"}""");
        Tell(name, 20020, "handoff.delivered", """{"handoff":"a"}""");
        Tell(name, 20030, "promise.kept", """{"promise":"answer"}""");
        await PostedAsync();
        Assert.Equal(("director", "slow-work"), await RootAsync());
        // The desk had no answer since nobody had given it one: it is named, and not blamed.
        var links = (await AskAsync<HotspotsAnswer>("v1/hotspots?by=link")).Items.ToDictionary(i => i.Key, StringComparer.Ordinal);
        Assert.Equal((1L, 0L, 0.0), (links["desk"].Served, links["desk"].RootOf, Math.Round(links["desk"].Blame, 2)));
        Assert.Equal((1L, 1L), (links["director"].Served, links["director"].RootOf));
    }

    [Fact]
    public async Task A2_a_cycle_of_handoffs_ends()
    {
        Tell(Case(0), 0, "promise.made", """{"promise":"p","by":"desk","within":"PT1H"}""");
        foreach (var (i, (from, to)) in new[] { ("desk", "a"), ("a", "b"), ("b", "c"), ("c", "a"), ("a", "desk") }.Index())
            Tell(Case(0), i + 1, "handoff.requested", $$"""{"handoff":"h{{i}}","from":"{{from}}","to":"{{to}}"}""");
        await PostedAsync();
        var promise = (await AskAsync<Page<JsonElement>>("v1/promises")).Items.Single();
        Assert.Equal("broken", promise.GetProperty("status").GetString());
        // Everybody once, and then nobody any more: the path is whole and the shares are one.
        var verdict = promise.GetProperty("verdict");
        var path = verdict.GetProperty("path").EnumerateArray().Select(s => (Link: s.GetProperty("link").GetString(), From: s.GetProperty("from").GetString(), To: s.GetProperty("to").GetString())).ToList();
        Assert.Equal(["desk", "a", "b", "c", "a", "desk"], path.Select(s => s.Link));
        Assert.All(path.Zip(path.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
        Assert.Equal(1, verdict.GetProperty("shares").EnumerateArray().Sum(s => s.GetProperty("share").GetDouble()), 3);
    }

    [Fact]
    public async Task A6_satisfied_at_the_end_and_then_never_paid()
    {
        Open(Case(0), """{"id":"trainer","segment":"trainers"}""");
        Tell(Case(0), 0, "promise.made", """{"promise":"payment","by":"desk","within":"P60D"}""");
        Tell(Case(0), 60, "feedback.given", """{"score":9}""");
        await PostedAsync();
        foreach (var (day, status) in new[] { (1, "open"), (59, "open"), (61, "broken") })
            Assert.Equal((day, status), (day, (await AskAsync<Page<CaseItem>>("v1/cases?asOf=" + At(day * 24))).Items.Single().Status));
        Assert.Equal("broken", (await AskAsync<Page<CaseItem>>("v1/cases")).Items.Single().Status);
        var segment = (await AskAsync<SegmentsAnswer>("v1/segments")).Items.Single();
        Assert.Equal(("trainers", 9.0, 1L, 1L), (segment.Segment, segment.MeanScore, segment.Failed, segment.PleasedButFailed));
    }

    [Fact]
    public async Task A7_both_sides_refuse_to_repeat_and_the_price_is_the_root_links()
    {
        foreach (var (i, who) in new[] { "buyer", "supplier" }.Index())
        {
            Late(i, "payments", "bureaucracy");
            Tell(Case(i), 3000, "customer.lost", $$"""{"reason":"{{who}} will not come again"}""");
        }
        Tell(Case(0), 3001, "effect.recorded", """{"what":"trainees without a course","side":"external","amount":25,"unit":"people","because":"process"}""");
        await PostedAsync();
        var costs = await AskAsync<CostsAnswer>("v1/costs");
        Assert.Equal(("payments", 25.0), (costs.Items.Single().Link, costs.Items.Single().Amount));
        Assert.Equal(
            [("payments", "buyer will not come again", 1L), ("payments", "supplier will not come again", 1L)],
            costs.Lost.OrderBy(l => l.Reason, StringComparer.Ordinal).Select(l => (l.Link, l.Reason, l.Customers)));
    }

    [Fact]
    public async Task A8_bureaucracy_is_waiting_and_approvals()
    {
        for (var i = 0; i < 7; i++)
        {
            var asked = i * 6171;
            var end = i == 6 ? 43200 : asked + 6000;
            Tell(Case(0), asked, "handoff.requested", $$"""{"handoff":"a{{i}}","from":"desk","to":"office-{{i}}","kind":"approval","need":"n{{i}}"}""");
            Tell(Case(0), end - (i == 6 ? 30 : 10), "handoff.accepted", $$"""{"handoff":"a{{i}}"}""");
            Tell(Case(0), end, i is 2 or 4 ? "handoff.returned" : "handoff.delivered", $$"""{"handoff":"a{{i}}"}""");
        }
        await PostedAsync();
        var flow = (await AskAsync<FlowAnswer>("v1/flow")).Items.Single();
        Assert.Equal((7L, 2L, 90 * 60.0, 30 * 86400.0), (flow.Approvals, flow.Returned, flow.WorkedSeconds, flow.MedianElapsedSeconds));
        Assert.Equal(0.998, flow.WaitingShare!.Value, 0.0005);
    }

    [Fact]
    public async Task A9_hidden_cost_of_the_process_and_not_of_inflation()
    {
        for (var i = 0; i < 40; i++)
            Tell(Case(i), 1, "effect.recorded", """{"what":"price raised","side":"internal","amount":250,"unit":"EUR","link":"payments","because":"process"}""");
        Tell(Case(1), 2, "effect.recorded", """{"what":"price raised","side":"internal","amount":999,"unit":"EUR","link":"payments","because":"inflation"}""");
        await PostedAsync();
        var costs = await AskAsync<CostsAnswer>("v1/costs");
        Assert.Equal(("payments", 40L, 10000.0), (costs.Items.Single().Link, costs.Items.Single().Effects, costs.Items.Single().Amount));
        Assert.Equal(("inflation", 999.0), (costs.NotCounted.Single().Because, costs.NotCounted.Single().Amount));
    }

    [Fact]
    public async Task A10_put_right_and_measured()
    {
        var link = "payments-" + Kind;
        for (var i = 0; i < 12; i++)
        {
            var (asked, days) = i < 6 ? (i, 50) : (100 * 1440 + i, 9);
            Tell(Case(i), asked, "handoff.requested", $$"""{"handoff":"h","from":"desk","to":"{{link}}"}""");
            Tell(Case(i), asked + days * 1440 + i % 3, "handoff.delivered", """{"handoff":"h"}""");
        }
        TellAll(Told.Monday.AddDays(90), "corrective.taken", $$"""{"finding":"hotspot:link:{{link}}","title":"pay weekly {{Kind}}","links":["{{link}}"],"cost":3}""");
        await PostedAsync();
        var corrective = (await AskAsync<CorrectivesAnswer>("v1/correctives")).Items.Single(c => c.Title == "pay weekly " + Kind);
        Assert.Equal((6L, 6L), (corrective.Before!.Count, corrective.After!.Count));
        Assert.Equal((50.0, 9.0), (Math.Round(corrective.Before.MeanSeconds / 86400, 2), Math.Round(corrective.After.MeanSeconds / 86400, 2)));
        Assert.Equal(-41, corrective.ChangeSeconds!.Value / 86400, 0.01);
        Assert.True(corrective.Ci95![0] < corrective.ChangeSeconds && corrective.ChangeSeconds < corrective.Ci95[1] && corrective.Ci95[1] < 0);
    }

    async Task<(string?, string?)> RootAsync()
    {
        var root = (await AskAsync<Page<JsonElement>>("v1/promises")).Items.Single().GetProperty("verdict").GetProperty("root");
        return (root.GetProperty("link").GetString(), root.GetProperty("cause").GetString());
    }
}

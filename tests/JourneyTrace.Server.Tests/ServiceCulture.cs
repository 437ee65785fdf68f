using JourneyTrace.Client;
using JourneyTrace.Testing;

namespace JourneyTrace.Server.Tests;

/// <summary>Scenarios C: internal service culture, the hotel kitchen.</summary>
public sealed class ServiceCulture(AllInOne shape) : Telling(shape, Catalogue), IClassFixture<AllInOne>
{
    const string Catalogue = """
        {"links":{"desk":{"side":"front"},"room-service":{"side":"front"},"boss":{"side":"management"}},
         "terms":[{"from":"room-service","to":"laundry","within":"PT50M","needed":"PT10M"},{"from":"room-service","to":"cellar","within":"PT10M","needed":"PT10M"}],
         "causes":{"policy":"bureaucracy"}}
        """;

    [Fact]
    public async Task C2_willing_and_not_supported()
    {
        string[] reasons = ["not-my-job", "shift-ended", "no-tools", "untrained"];
        foreach (var (i, reason) in reasons.Index())
        {
            Tell(Case(i), 0, "promise.made", """{"promise":"supper","by":"room-service","within":"PT1H"}""");
            Tell(Case(i), 1, "handoff.requested", """{"handoff":"h","from":"room-service","to":"kitchen"}""");
            Tell(Case(i), 2, "handoff.refused", $$"""{"handoff":"h","reason":"{{reason}}"}""");
            Tell(Case(i), 200, "promise.kept", """{"promise":"supper"}""");
        }
        await PostedAsync();
        var links = (await AskAsync<HotspotsAnswer>("v1/hotspots?by=link")).Items;
        Assert.Equal((4L, 4.0), (links.Single(l => l.Key == "kitchen").RootOf, links.Single(l => l.Key == "kitchen").Blame));
        Assert.Equal(0, links.Single(l => l.Key == "room-service").Blame);
        var causes = (await AskAsync<HotspotsAnswer>("v1/hotspots?by=cause")).Items;
        Assert.Equal(reasons.Order(StringComparer.Ordinal), causes.Where(c => c.Broken == 1).Select(c => c.Key).Order(StringComparer.Ordinal));
        Assert.Equal(4, (await AskAsync<ConflictsAnswer>("v1/conflicts")).Unsolved);
    }

    [Fact]
    public async Task C3_rescued_and_the_refusal_still_counts()
    {
        Tell(Case(0), 0, "promise.made", """{"promise":"supper","by":"room-service","within":"PT1H"}""");
        Tell(Case(0), 1, "handoff.requested", """{"handoff":"h","from":"room-service","to":"kitchen"}""");
        Tell(Case(0), 2, "handoff.refused", """{"handoff":"h","reason":"shift-ended"}""");
        Tell(Case(0), 3, "handoff.requested", """{"handoff":"g","from":"room-service","to":"bar"}""");
        Tell(Case(0), 20, "handoff.delivered", """{"handoff":"g"}""");
        Tell(Case(0), 25, "promise.kept", """{"promise":"supper"}""");
        await PostedAsync();
        Assert.Equal(0, (await AskAsync<HotspotsAnswer>("v1/hotspots")).Broken);
        Assert.Equal(1, (await AskAsync<HandoffsAnswer>("v1/handoffs")).Items.Single(h => h.To == "kitchen").Refused);
        var conflict = (await AskAsync<ConflictsAnswer>("v1/conflicts")).Items.Single();
        Assert.Equal(("room-service", "kitchen", "shift-ended", 1L, 18 * 60.0), (conflict.From, conflict.To, conflict.Cause, conflict.ByPeers, conflict.MedianByPeersSeconds));
    }

    [Fact]
    public async Task C4_escalation_and_its_price()
    {
        var (lost, saved) = (Kind + "-lost", Kind + "-saved");
        foreach (var kind in new[] { lost, saved })
        {
            var name = Case(0, kind);
            Tell(name, 0, "promise.made", """{"promise":"supper","by":"room-service","within":"PT2H"}""", kind);
            Tell(name, 1, "handoff.requested", """{"handoff":"h","from":"room-service","to":"kitchen"}""", kind);
            Tell(name, 2, "handoff.refused", """{"handoff":"h","reason":"not-my-job"}""", kind);
            Tell(name, 10, "handoff.requested", """{"handoff":"e1","from":"room-service","to":"chef","kind":"escalation"}""", kind);
        }
        Tell(Case(0, lost), 20, "handoff.refused", """{"handoff":"e1","reason":"absence"}""", lost);
        Tell(Case(0, lost), 21, "handoff.requested", """{"handoff":"e2","from":"room-service","to":"boss","kind":"escalation"}""", lost);
        Tell(Case(0, lost), 35, "handoff.delivered", """{"handoff":"e2"}""", lost);
        Tell(Case(0, lost), 36, "customer.lost", """{"reason":"the order is cancelled"}""", lost);
        Tell(Case(0, saved), 20, "handoff.delivered", """{"handoff":"e1"}""", saved);
        Tell(Case(0, saved), 60, "promise.kept", """{"promise":"supper"}""", saved);
        Tell(Case(0, saved), 61, "effect.recorded", """{"what":"conflict","side":"internal","amount":2}""", saved);
        await PostedAsync();
        var one = await EscalationsAsync(lost);
        Assert.Equal((1L, 2L, 1L, 25 * 60.0, 0L, 1L), (one.Cases, one.Steps, one.Away, one.MedianSeconds, one.Saved, one.Lost));
        Assert.Empty(one.Price);
        var other = await EscalationsAsync(saved);
        Assert.Equal((1L, 1L, 0L, 10 * 60.0, 1L, 0L), (other.Cases, other.Steps, other.Away, other.MedianSeconds, other.Saved, other.Lost));
        Assert.Equal(new PriceItem("conflict", null, "internal", 1, 2), other.Price.Single());
    }

    async Task<EscalationsItem> EscalationsAsync(string kind) =>
        (await Shape.Client.GetAsync<ConflictsAnswer>("v1/conflicts?kind=" + kind, CancellationToken.None)).Escalations;

    [Fact]
    public async Task C5_erosion_month_by_month()
    {
        var (asked, refused) = (0, new[] { 0, 5, 15 });
        for (var month = 0; month < 3; month++)
        {
            for (var i = 0; i < 20; i++, asked++)
            {
                var at = month * 31 * 1440 + i;
                Tell(Case(asked), at, "handoff.requested", """{"handoff":"h","from":"waiter","to":"kitchen"}""");
                Tell(Case(asked), at + 9, i < refused[month] ? "handoff.refused" : "handoff.delivered", """{"handoff":"h","reason":"not-my-job"}""");
            }
        }
        Tell(Case(50), 70 * 1440, "handoff.requested", """{"handoff":"e","from":"waiter","to":"boss","kind":"escalation"}""");
        Tell(Case(50), 70 * 1440 + 9, "handoff.refused", """{"handoff":"e","reason":"no-authority"}""");
        Tell(Case(51), 70 * 1440, "effect.recorded", """{"what":"colleague-left","side":"internal","amount":1,"link":"waiter"}""");
        await PostedAsync();
        var pair = (await AskAsync<RelationsAnswer>("v1/relations")).Items.First(r => r.To == "kitchen");
        Assert.Equal([0.0, 0.25, 0.75], pair.Months.Select(m => m.Rate!.Value));
        Assert.Equal((0.75, true, 1L, 1L, 1.0), (pair.Difference, pair.Eroding, pair.Escalations, pair.Dismissed, pair.ColleaguesLeft));
    }

    [Fact]
    public async Task C6_imposed_terms_and_policy_is_bureaucracy()
    {
        Tell(Case(0), 0, "promise.made", """{"promise":"p","by":"room-service","within":"PT1H"}""");
        Tell(Case(0), 1, "handoff.requested", """{"handoff":"h","from":"room-service","to":"laundry"}""");
        Tell(Case(0), 2, "handoff.refused", """{"handoff":"h","reason":"policy"}""");
        Tell(Case(0), 200, "promise.kept", """{"promise":"p"}""");
        await PostedAsync();
        var terms = (await Shape.Client.GetAsync<TermsAnswer>("v1/terms", CancellationToken.None)).Items;
        Assert.Equal([("laundry", 5.0, true), ("cellar", 1.0, false)], terms.Select(t => (t.To, t.Ratio!.Value, t.Imposed)));
        Assert.Equal("bureaucracy", (await AskAsync<HotspotsAnswer>("v1/hotspots?by=cause")).Items.Single(c => c.RootOf == 1).Key);
        Tell(Case(0), 300, "effect.recorded", """{"what":"washed elsewhere","side":"internal","amount":9,"because":"policy"}""");
        Events.RemoveRange(0, Events.Count - 1);
        await PostedAsync();
        Assert.Equal(9, (await AskAsync<CostsAnswer>("v1/costs")).Items.Single().Amount);
        Assert.Equal("procedures", (await AskAsync<HotspotsAnswer>("v1/hotspots?by=element")).Items.Single(c => c.RootOf == 1).Key);
    }

    [Fact]
    public async Task C7_the_unmeasured_ranked_by_what_they_are_to_blame_for()
    {
        for (var i = 0; i < 4; i++)
        {
            Tell(Case(i), 0, "promise.made", """{"promise":"p","by":"desk","within":"PT1H"}""");
            Tell(Case(i), 1, "handoff.requested", $$"""{"handoff":"h","from":"desk","to":"{{(i < 3 ? "stores" : "garage")}}"}""");
            Tell(Case(i), 2, "handoff.requested", """{"handoff":"m","from":"desk","to":"cashier","within":"PT5M"}""");
            Tell(Case(i), 4, "handoff.delivered", """{"handoff":"m"}""");
            Tell(Case(i), 900, "handoff.delivered", """{"handoff":"h"}""");
            Tell(Case(i), 901, "promise.kept", """{"promise":"p"}""");
        }
        await PostedAsync();
        Assert.Equal(["stores", "garage"], (await AskAsync<LinksAnswer>("v1/links?flag=unmeasured")).Items.Select(l => l.Link));
    }

    [Fact]
    public async Task C8_easy_gains_come_first()
    {
        for (var i = 0; i < 16; i++)
            Late(i, "office", i < 6 ? "shift-ended" : "system-down");
        TellAll(Told.Monday.AddDays(5), "corrective.taken", $$"""{"finding":"cause:system-down","title":"the ERP {{Kind}}","cost":90}""");
        TellAll(Told.Monday.AddDays(5), "corrective.taken", $$"""{"finding":"cause:shift-ended","title":"the shift gap {{Kind}}","cost":2}""");
        await PostedAsync();
        var gains = (await AskAsync<CorrectivesAnswer>("v1/correctives")).Items.Where(c => c.Title.EndsWith(Kind, StringComparison.Ordinal)).ToList();
        Assert.Equal(
            [("the shift gap " + Kind, 6L, 3.0), ("the ERP " + Kind, 10L, 0.1111)],
            gains.Select(g => (g.Title, g.Broken, Math.Round(g.Gain!.Value, 4))));
    }

    [Fact]
    public async Task C9_peers_or_hierarchy()
    {
        for (var i = 0; i < 10; i++)
        {
            Tell(Case(i), 0, "handoff.requested", """{"handoff":"h","from":"waiter","to":"kitchen"}""");
            Tell(Case(i), 10, "handoff.refused", """{"handoff":"h","reason":"not-my-job"}""");
            if (i >= 6)
                Tell(Case(i), 20, "handoff.requested", """{"handoff":"e","from":"waiter","to":"boss","kind":"escalation"}""");
            Tell(Case(i), i < 6 ? 17 : 60, "handoff.delivered", """{"handoff":"h"}""");
        }
        await PostedAsync();
        var conflicts = await AskAsync<ConflictsAnswer>("v1/conflicts");
        Assert.Equal((6L, 0.6, 7 * 60.0), (conflicts.Peers.Count, conflicts.Peers.Share, conflicts.Peers.MedianSeconds));
        Assert.Equal((4L, 0.4, 50 * 60.0), (conflicts.Hierarchy.Count, conflicts.Hierarchy.Share, conflicts.Hierarchy.MedianSeconds));
    }

    [Fact]
    public async Task C10_a_recurring_conflict()
    {
        for (var i = 0; i < 5; i++)
        {
            Tell(Case(i), 0, "handoff.requested", $$"""{"handoff":"h","from":"waiter","to":"{{(i < 4 ? "kitchen" : "bar")}}"}""");
            Tell(Case(i), 1, "handoff.refused", """{"handoff":"h","reason":"not-my-job"}""");
        }
        await PostedAsync();
        Assert.Equal([("kitchen", 4L, true), ("bar", 1L, false)], (await AskAsync<ConflictsAnswer>("v1/conflicts")).Items.Select(c => (c.To, c.Count, c.Recurring)));
    }
}

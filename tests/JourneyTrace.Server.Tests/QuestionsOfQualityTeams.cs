using System.Net;
using JourneyTrace.Client;

namespace JourneyTrace.Server.Tests;

/// <summary>The concepts of internal service, each told in events that arrive in any order, and asked of the public API.</summary>
public sealed class QuestionsOfQualityTeams(AllInOne shape) : Telling(shape, Catalogue), IClassFixture<AllInOne>
{
    internal const string Catalogue = """
        {"links":{"desk":{"side":"front"},"counter":{"side":"front"},"office":{"side":"internal"},"kitchen":{"side":"internal"},"board":{"side":"management"}}}
        """;

    [Fact]
    public async Task A1_how_much_of_the_dissatisfaction_is_the_contact_staffs()
    {
        for (var i = 0; i < 100; i++)
        {
            var (link, cause) = i < 18 ? ("desk", "untrained") : i < 88 ? ("office", "untrained") : ("office", "unknown");
            Late(i, link, cause);
        }
        await PostedAsync();
        var split = await AskAsync<SplitAnswer>("v1/split?benchmark=0.2");
        Assert.Equal((100, 12, 18), (split.Broken, split.Undetermined, split.Contact.Promises));
        Assert.Equal(0.205, split.Contact.Rate!.Value, 0.0005);
        Assert.Equal([0.133, 0.300], split.Contact.Ci95!.Select(x => Math.Round(x, 3)));
        Assert.True(split.Benchmark!.Inside);
    }

    [Fact]
    public async Task C1_ranked_causes_and_E3_their_elements()
    {
        const double Minutes = 0.01;
        // Four broken promises: hours lost to each cause, one after the other.
        (string Cause, int Hours)[][] promises = [[("untrained", 10)], [("untrained", 6), ("not-my-job", 4)], [("untrained", 6), ("not-my-job", 4)], [("no-authority", 6), ("the moon", 4)]];
        foreach (var (i, causes) in promises.Index())
            Sold(i, causes);
        await PostedAsync();
        var byCause = await AskAsync<HotspotsAnswer>("v1/hotspots?by=cause");
        Assert.Equal(4, byCause.Broken);
        Assert.Equal(
            [("untrained", 3L), ("not-my-job", 2L), ("no-authority", 1L), ("other:the moon", 1L)],
            byCause.Items.Where(i => i.Blame > Minutes).Select(i => (i.Key, i.Broken)));
        Assert.Contains("the moon", byCause.Missing[0], StringComparison.Ordinal);
        Assert.Contains("customer (id", byCause.Missing[1], StringComparison.Ordinal);
        Assert.Contains("procedure.published", Assert.Single((await AskAsync<HotspotsAnswer>("v1/hotspots?by=procedure")).Missing), StringComparison.Ordinal);
        var byElement = await AskAsync<HotspotsAnswer>("v1/hotspots?by=element");
        Assert.Equal(
            [("competences", 3L), ("culture", 2L), ("decision-centres", 1L), ("other", 1L)],
            byElement.Items.Where(i => i.Blame > Minutes).OrderByDescending(i => i.Broken).ThenBy(i => i.Key, StringComparer.Ordinal).Select(i => (i.Key, i.Broken)));
        Assert.Equal(byCause.Items.Sum(i => i.Blame), byElement.Items.Sum(i => i.Blame), 6);
    }

    /// <summary>A sale that was to be done in an hour, and the hours that each obstacle took; what is nobody's job is refused, and asked for again.</summary>
    void Sold(int number, (string Cause, int Hours)[] causes)
    {
        var (name, minute) = (Case(number), 2);
        Tell(name, 0, "promise.made", """{"promise":"sale","by":"desk","within":"PT1H"}""");
        Tell(name, 1, "handoff.requested", """{"handoff":"h","from":"desk","to":"office","within":"PT1M"}""");
        Tell(name, 1, "handoff.accepted", """{"handoff":"h"}""");
        foreach (var (i, (cause, hours)) in causes.Index())
        {
            if (cause == "not-my-job")
            {
                Tell(name, minute, "handoff.refused", $$"""{"handoff":"h","reason":"{{cause}}"}""");
                Tell(name, minute + (hours * 60), "handoff.requested", """{"handoff":"h","from":"desk","to":"office","within":"PT1M"}""");
            }
            else
            {
                Tell(name, minute, "obstacle.met", $$"""{"obstacle":"o{{i}}","at":"office","cause":"{{cause}}","handoff":"h"}""");
                Tell(name, minute + (hours * 60), "obstacle.cleared", $$"""{"obstacle":"o{{i}}"}""");
            }
            minute += hours * 60;
        }
        Tell(name, minute + 1, "handoff.delivered", """{"handoff":"h"}""");
        Tell(name, minute + 2, "promise.kept", """{"promise":"sale"}""");
    }

    [Fact]
    public async Task D5_complaints_that_never_leave_the_front_line()
    {
        for (var i = 0; i < 20; i++)
        {
            var name = Case(i);
            Tell(name, 0, "complaint.voiced", """{"complaint":"k","at":"desk"}""");
            if (i < 6)
                Tell(name, 1, "complaint.registered", """{"complaint":"k"}""");
            if (i < 5)
                Tell(name, 2, "handoff.requested", """{"handoff":"up","from":"desk","to":"office","kind":"complaint","mode":"pass"}""");
            if (i < 4)
                Tell(name, 3, "handoff.requested", """{"handoff":"top","from":"office","to":"board","kind":"complaint","mode":"pass"}""");
            if (i < 3)
                Tell(name, 4, "complaint.resolved", """{"complaint":"k"}""");
        }
        await PostedAsync();
        var funnel = await AskAsync<FunnelAnswer>("v1/complaints/funnel");
        Assert.Equal((20, 6, 5, 4, 3), (funnel.Voiced, funnel.Registered, funnel.PassedOn, funnel.ReachedManagement, funnel.Resolved));
        Assert.Equal(0.2, funnel.Visible);
        Assert.Equal(new LostComplaints("desk", "voiced", 14), funnel.Lost[0]);
        Assert.Contains(new LostComplaints("office", "passed-on", 1), funnel.Lost);
        Assert.Contains(new LostComplaints("board", "management", 1), funnel.Lost);
        Assert.Empty(funnel.Missing);
    }

    [Fact]
    public async Task D2_management_that_sees_only_numbers()
    {
        for (var i = 0; i < 12; i++)
            Tell(Case(i), 0, "complaint.voiced", """{"complaint":"k","at":"counter"}""");
        await PostedAsync();
        var funnel = await AskAsync<FunnelAnswer>("v1/complaints/funnel");
        Assert.Equal((12, 0, 0.0), (funnel.Voiced, funnel.ReachedManagement, funnel.Visible));
    }

    [Fact]
    public async Task D3_the_24_hour_parcel()
    {
        Tell(Case(0), 0, "promise.made", """{"promise":"parcel","by":"counter","within":"PT24H"}""");
        Tell(Case(0), 60, "handoff.requested", """{"handoff":"h","from":"counter","to":"sorting"}""");
        Tell(Case(0), 42 * 60, "handoff.delivered", """{"handoff":"h"}""");
        Tell(Case(0), 43 * 60, "promise.kept", """{"promise":"parcel"}""");
        await PostedAsync();
        var promise = (await AskAsync<Page<System.Text.Json.JsonElement>>("v1/promises")).Items[0];
        Assert.Equal(("broken", 1140 * 60.0, "sorting"), (
            promise.GetProperty("status").GetString(), promise.GetProperty("latenessSeconds").GetDouble(),
            promise.GetProperty("verdict").GetProperty("root").GetProperty("link").GetString()));
    }

    [Fact]
    public async Task B6_second_customer_same_cause_and_B10_the_four_questions()
    {
        var course = "course-" + Kind;
        Decide(course, "office-" + Kind, 0, 10, "\"saves\":100,\"answers\":{\"impact\":\"two desks\",\"plan\":\" \"}");
        foreach (var i in new[] { 0, 1, 2 })
            Open(Case(i), $$"""{"id":"c{{i + 1}}","value":100}""");
        Late(0, "office-" + Kind, null);
        Late(1, "office-" + Kind, null);
        Late(2, "kitchen", "untrained");
        await PostedAsync();
        var decision = (await AskAsync<DecisionsAnswer>("v1/decisions?decision=" + course)).Items.Single(d => d.Decision == course);
        Assert.Equal((2, 2, 2, 200.0), (decision.Cases, decision.Promises, decision.Customers, decision.Value));
        var impact = await AskAsync<ImpactAnswer>($"v1/decisions/{course}/impact");
        Assert.Equal(0.666667, impact.Decision.CommonCause);
        Assert.Equal(["mitigation", "plan", "alternatives"], impact.Decision.Unanswered);
        Assert.Equal(HttpStatusCode.NotFound, (await Shape.Http.GetAsync("v1/decisions/nobody/impact")).StatusCode);
    }

    [Fact]
    public async Task B4_absent_no_cover_nobody_told()
    {
        var office = "office-" + Kind;
        Decide("away-" + Kind, office, 0, 10, null);
        Late(0, office, null);
        Late(1, office, null);
        Tell(Case(1), 30, "handoff.requested", """{"handoff":"instead","from":"desk","to":"counter"}""");
        Tell(Case(1), 40, "handoff.accepted", """{"handoff":"instead"}""");
        await PostedAsync();
        var impact = await AskAsync<ImpactAnswer>($"v1/decisions/away-{Kind}/impact");
        Assert.Equal((1, Case(0)), (impact.Uncovered, Assert.Single(impact.UncoveredItems).Case));
    }

    [Fact]
    public async Task B9_internal_against_external()
    {
        var name = "cut-" + Kind;
        Decide(name, "office-" + Kind, 0, 10, "\"saves\":4000");
        Tell(Case(0), 5, "effect.recorded", $$"""{"what":"customers' value","side":"external","amount":6000,"decision":"{{name}}"}""");
        await PostedAsync();
        var money = (await AskAsync<ImpactAnswer>($"v1/decisions/{name}/impact")).Money;
        Assert.Equal((4000.0, 6000.0, -2000.0, true, true), (money.Saves, money.Outside, money.Net, money.InsideBetter, money.OutsideWorse));
    }

    [Theory]
    [InlineData(9, "healthy")]
    [InlineData(6, "limiting")]
    [InlineData(2, "blocking")]
    public async Task A5_an_internal_service_as_health(int inTerm, string health)
    {
        for (var i = 0; i < 10; i++)
            Late(i, "office", "absence", late: i >= inTerm);
        await PostedAsync();
        var office = (await AskAsync<LinksAnswer>("v1/links")).Items.Single(l => l.Link == "office");
        Assert.Equal((inTerm / 10.0, health), (office.InTermRate, office.Health));
    }

    [Fact]
    public async Task A4_green_by_its_own_measure_and_red_downstream()
    {
        for (var i = 0; i < 50; i++)
        {
            Late(i, "office", "absence", late: false);
            if (i >= 21)
                Tell(Case(i), 1, "promise.made", """{"promise":"q","by":"desk","within":"PT10M"}""");
            else
                continue;
            Events.RemoveAll(e => e.Contains("promise.kept", StringComparison.Ordinal) && e.Contains($"\"{Case(i)}\"", StringComparison.Ordinal));
        }
        await PostedAsync();
        var office = (await AskAsync<LinksAnswer>("v1/links?promise=p")).Items.Single(l => l.Link == "office");
        Assert.Equal((1.0, 0.42), (office.InTermRate, office.KeptRate));
        Assert.Contains("green-inside-red-outside", office.Flags);
    }

    [Fact]
    public async Task D6_passed_on_and_taken_by_nobody_and_C7_unmeasured()
    {
        Tell(Case(0), 0, "promise.made", """{"promise":"p","by":"desk","within":"PT1H"}""");
        Tell(Case(0), 1, "handoff.requested", """{"handoff":"h","from":"desk","to":"nobody","mode":"pass"}""");
        await PostedAsync();
        var link = (await AskAsync<LinksAnswer>("v1/links")).Items.Single(l => l.Link == "nobody");
        Assert.Equal((1, 0), (link.Orphans, link.WithTerm));
        Assert.Contains("unmeasured", link.Flags);
    }

    [Fact]
    public async Task A3_each_link_is_customer_and_supplier_and_one_reaches_the_customer_in_half_of_its_cases()
    {
        Tell(Case(0), 0, "promise.made", """{"promise":"p","by":"desk","within":"PT9H"}""");
        Tell(Case(0), 1, "handoff.requested", """{"handoff":"a","from":"desk","to":"operations"}""");
        Tell(Case(0), 2, "handoff.requested", """{"handoff":"b","from":"operations","to":"hr"}""");
        Tell(Case(0), 3, "handoff.requested", """{"handoff":"c","from":"hr","to":"customer"}""");
        Tell(Case(1), 0, "handoff.requested", """{"handoff":"b","from":"operations","to":"hr"}""");
        Tell(Case(2), 0, "handoff.requested", """{"handoff":"d","from":"archive","to":"cellar"}""");
        await PostedAsync();
        var map = await AskAsync<MapAnswer>("v1/map");
        Assert.Equal(
            [("archive", "cellar", 1L), ("desk", "operations", 1L), ("hr", "customer", 1L), ("operations", "hr", 2L)],
            map.Arrows.Select(a => (a.From, a.To, a.Count)).Order());
        Assert.Equal(["archive", "cellar", "customer", "desk", "hr", "operations"], map.Nodes.Select(n => n.Name).Order(StringComparer.Ordinal));
        Assert.Equal(0.5, (await AskAsync<LinksAnswer>("v1/links")).Items.Single(l => l.Link == "hr").Reach);
        Assert.Equal((0.5, 1.0, 0.0), (map.Nodes.Single(n => n.Name == "hr").Reach, map.Nodes.Single(n => n.Name == "desk").Reach, map.Nodes.Single(n => n.Name == "archive").Reach));
    }
}

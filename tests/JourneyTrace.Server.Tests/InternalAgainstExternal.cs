using System.Text.Json;
using JourneyTrace.Client;
using JourneyTrace.Events;
using JourneyTrace.Testing;

namespace JourneyTrace.Server.Tests;

/// <summary>Scenarios B: internal against external efficiency, the phone shop.</summary>
public sealed class InternalAgainstExternal(AllInOne shape) : Telling(shape, Catalogue), IClassFixture<AllInOne>
{
    const string Catalogue = """{"links":{"desk":{"side":"front"},"reception":{"side":"front"},"l1":{},"l2":{},"l3":{},"l4":{},"l5":{},"l6":{},"l7":{},"l8":{}}}""";

    [Theory]
    [InlineData(1, "open")]
    [InlineData(3, "broken")]
    public async Task B1_an_automatic_message_promises_what_never_comes(int day, string status)
    {
        Tell(Case(0), 0, "promise.made", """{"promise":"call","by":"desk","within":"P2D","auto":true,"channel":"text message"}""");
        await PostedAsync();
        var promise = (await AskAsync<Page<JsonElement>>("v1/promises?asOf=" + Rfc3339.Format(Told.Monday.AddDays(day)))).Items.Single();
        Assert.Equal(status, promise.GetProperty("status").GetString());
    }

    [Fact]
    public async Task B2_faults_that_follow_a_change_are_suspected_and_never_proven()
    {
        var line = "line-" + Kind;
        Decide("reprogramming-" + Kind, line, 0, 1, "\"cause\":\"no-tools\"");
        Tell(Case(0), 24 * 60, "obstacle.met", $$"""{"obstacle":"o","at":"{{line}}","cause":"defect"}""");
        Tell(Case(1), 70 * 60, "obstacle.met", $$"""{"obstacle":"o","at":"{{line}}","cause":"defect"}""");
        Tell(Case(2), 30 * 24 * 60, "obstacle.met", $$"""{"obstacle":"o","at":"{{line}}","cause":"defect"}""");
        await PostedAsync();
        var suspected = (await AskAsync<ImpactAnswer>($"v1/decisions/reprogramming-{Kind}/impact")).Suspected.Single();
        Assert.Equal((line, "defect", 2L, 0L, "suspected"), (suspected.Link, suspected.Cause, suspected.After, suspected.Before, suspected.Verdict));
    }

    [Fact]
    public async Task B3_the_customers_own_effort()
    {
        Late(0, "office", "untrained");
        Tell(Case(0), 100, "customer.contacted", """{"link":"desk","channel":"visit","minutes":90}""");
        Tell(Case(0), 200, "customer.contacted", """{"link":"desk","channel":"visit","minutes":60}""");
        Tell(Case(0), 300, "customer.contacted", """{"link":"desk","channel":"phone","insisted":true,"minutes":15}""");
        Tell(Case(0), 9000, "customer.contacted", """{"link":"desk","channel":"visit","minutes":500,"about":"something else, later"}""");
        await PostedAsync();
        var effort = await AskAsync<EffortAnswer>("v1/effort");
        Assert.Equal((1L, 2L, 1L, 165.0, 165.0), (effort.Promises, effort.Trips, effort.Insisted, effort.Minutes, effort.MinutesPerPromise));
        Assert.Equal(new EffortItem("office", 1, 3, 2, 1, 165), effort.Items.Single());
    }

    [Fact]
    public async Task B5_the_substitute_lacks_the_information()
    {
        var name = Case(0);
        Tell(name, 0, "promise.made", """{"promise":"swap","by":"desk","within":"PT4H"}""");
        Tell(name, 1, "handoff.requested", """{"handoff":"h","from":"desk","to":"substitute"}""");
        Tell(name, 2, "handoff.accepted", """{"handoff":"h"}""");
        Tell(name, 3, "handoff.requested", """{"handoff":"file","from":"substitute","to":"account-manager","kind":"information"}""");
        Tell(name, 4, "handoff.accepted", """{"handoff":"file"}""");
        Tell(name, 5, "handoff.delivered", """{"handoff":"file","missing":["the order"]}""");
        Tell(name, 2000, "handoff.delivered", """{"handoff":"h"}""");
        Tell(name, 2001, "promise.kept", """{"promise":"swap"}""");
        await PostedAsync();
        var root = (await AskAsync<Page<JsonElement>>("v1/promises")).Items.Single().GetProperty("verdict").GetProperty("root");
        Assert.Equal(("account-manager", "missing-information"), (root.GetProperty("link").GetString(), root.GetProperty("cause").GetString()));
    }

    [Fact]
    public async Task B7_one_scheduling_decision_takes_most_of_the_links_away_and_hits_many_cases()
    {
        var away = string.Join(',', Enumerable.Range(1, 8).Select(i => $"\"l{i}\""));
        Events.Add(Told.Json(
            "inventory-" + Kind, "decision.taken", "organisation", Told.Monday.AddDays(-1),
            $$"""{"decision":"inventory-{{Kind}}","title":"all at once","links":[{{away}}],"from":"{{At(0)}}","to":"{{At(20)}}"}"""));
        for (var i = 1; i <= 10; i++)
            Late(i, i <= 8 ? "l" + i : "elsewhere", null, late: i != 9);
        await PostedAsync();
        var impact = await AskAsync<ImpactAnswer>($"v1/decisions/inventory-{Kind}/impact");
        Assert.Equal((0.8, 8L, 8L, 8L), (impact.CapacityRemoved, impact.Decision.Cases, impact.Decision.Promises, impact.Decision.Roots));
        Assert.Equal(0.888889, impact.Decision.CommonCause);
        Assert.Equal(8, impact.Uncovered);
        // What was not known yet, and what another filter asks for, is not there.
        Assert.Equal(0, (await Shape.Client.GetAsync<ImpactAnswer>($"v1/decisions/inventory-{Kind}/impact?kind=another", CancellationToken.None)).Uncovered);
        Assert.DoesNotContain(
            (await AskAsync<DecisionsAnswer>("v1/decisions?asKnownAt=2020-01-01T00:00:00Z")).Items, d => d.Decision == "inventory-" + Kind);
    }

    [Fact]
    public async Task B8_the_powerless_sink()
    {
        for (var i = 0; i < 10; i++)
            Tell(Case(i), 0, "complaint.voiced", $$"""{"complaint":"k","at":"{{(i < 9 ? "reception" : "desk")}}"}""");
        Tell(Case(0), 5, "obstacle.met", """{"obstacle":"o","at":"reception","cause":"no-authority"}""");
        await PostedAsync();
        var sink = (await AskAsync<LinksAnswer>("v1/links?flag=powerless-sink")).Items.Single();
        Assert.Equal(("reception", 9L, 1L), (sink.Link, sink.Complaints, sink.NoAuthority));
    }

    [Fact]
    public async Task B11_an_explanation_is_no_solution()
    {
        Tell(Case(0), 0, "promise.made", """{"promise":"p","by":"desk","within":"PT1H"}""");
        Tell(Case(0), 30, "customer.contacted", """{"link":"desk","channel":"phone","about":"explained why it cannot be"}""");
        Tell(Case(0), 31, "promise.changed", """{"promise":"p","agreed":false,"within":"P9D","reason":"explained"}""");
        await PostedAsync();
        Assert.Equal("broken", (await AskAsync<Page<JsonElement>>("v1/promises")).Items.Single().GetProperty("status").GetString());
    }
}

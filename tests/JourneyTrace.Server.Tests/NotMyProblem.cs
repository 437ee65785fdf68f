using JourneyTrace.Client;
using JourneyTrace.Testing;

namespace JourneyTrace.Server.Tests;

/// <summary>Scenarios D: "the customer is not my problem".</summary>
public sealed class NotMyProblem(AllInOne shape) : Telling(shape, Catalogue), IClassFixture<AllInOne>
{
    const string Catalogue = """{"links":{"desk":{"side":"front"},"director":{"side":"management"}}}""";

    [Fact]
    public async Task D1_a_claim_that_should_never_reach_the_management()
    {
        var (sales, claims) = ("sales-" + Kind, "claims-" + Kind);
        foreach (var i in new[] { 0, 1 })
        {
            Tell(Case(i), 0, "complaint.voiced", $$"""{"complaint":"k{{i}}","at":"desk-{{i}}-{{Kind}}"}""");
            Tell(Case(i), 10, "handoff.requested", $$"""{"handoff":"a","from":"desk-{{i}}-{{Kind}}","to":"{{sales}}-{{i}}","kind":"complaint","mode":"pass"}""");
            Tell(Case(i), 20, "handoff.requested", $$"""{"handoff":"b","from":"{{sales}}-{{i}}","to":"{{claims}}-{{i}}","kind":"complaint","mode":"pass"}""");
            Tell(Case(i), 30, "handoff.requested", $$"""{"handoff":"c","from":"{{claims}}-{{i}}","to":"director","kind":"complaint","mode":"pass"}""");
            Tell(Case(i), 40, "complaint.resolved", $$"""{"complaint":"k{{i}}"}""");
        }
        TellAll(Told.Monday.AddDays(1), "corrective.taken", $$"""{"finding":"f","title":"answer where it is heard","links":["{{sales}}-0"]}""");
        await PostedAsync();
        var complaints = (await AskAsync<ComplaintsAnswer>("v1/complaints")).Items;
        Assert.All(complaints, c => Assert.Equal(("director", 4, 3), (c.ResolvedBy, c.Levels.Count, c.FailedLevels.Count)));
        Assert.Equal(["answer where it is heard", null], complaints.OrderBy(c => c.Complaint, StringComparer.Ordinal).Select(c => c.Corrective));
    }

    [Fact]
    public async Task D4_slow_to_own_up()
    {
        Tell(Case(0), 0, "complaint.voiced", """{"complaint":"k","at":"desk"}""");
        Tell(Case(0), 12, "customer.contacted", """{"link":"desk","insisted":true}""");
        Tell(Case(0), 30, "customer.contacted", """{"link":"desk","insisted":true}""");
        Tell(Case(0), 35, "complaint.registered", """{"complaint":"k","by":"desk"}""");
        Tell(Case(0), 90, "complaint.resolved", """{"complaint":"k","by":"branch-manager"}""");
        await PostedAsync();
        var complaint = (await AskAsync<ComplaintsAnswer>("v1/complaints")).Items.Single();
        Assert.Equal((35 * 60.0, 3, "branch-manager"), (complaint.SecondsToRegistered, complaint.Tries, complaint.ResolvedBy));
    }

    [Fact]
    public async Task D7_the_commitment_of_the_top_is_lost_on_the_way_down()
    {
        TellAll(Told.Monday, "understanding.surveyed", $$"""
            {"question":"commitment {{Kind}}","answers":[{"layer":"director","answer":"yes","count":5},{"layer":"manager","answer":"yes","count":18},{"layer":"manager","answer":"no","count":2},
            {"layer":"front line","answer":"yes","count":40},{"layer":"front line","answer":"no","count":60}]}
            """.ReplaceLineEndings(" "));
        await PostedAsync();
        var question = (await AskAsync<UnderstandingAnswer>("v1/understanding")).Items.Single(q => q.Question == "commitment " + Kind);
        Assert.Equal([1.0, 0.9, 0.4], question.Layers.Select(l => l.WithTop!.Value));
        Assert.Equal(("front line", 0.5), (question.BiggestDrop, question.Drop));
    }
}

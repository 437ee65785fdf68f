using System.Net;
using JourneyTrace.Client;
using JourneyTrace.Events;
using JourneyTrace.Testing;

namespace JourneyTrace.Server.Tests;

/// <summary>Scenarios E: the service environment, its nine elements and procedures.</summary>
public sealed class ServiceEnvironment(AllInOne shape) : Telling(shape, Catalogue), IClassFixture<AllInOne>
{
    const string Catalogue = """{"links":{"desk":{"side":"front"}}}""";

    [Fact]
    public async Task E1_everyone_knows()
    {
        for (var i = 0; i < 10; i++)
            Late(i, "office", "untrained", late: i >= 6);
        TellAll(Told.Monday, "understanding.surveyed", """{"question":"kept:p","answers":[{"layer":"all","answer":"yes","count":90},{"layer":"all","answer":"no","count":10}]}""");
        await PostedAsync();
        var question = (await AskAsync<UnderstandingAnswer>("v1/understanding")).Items.Single(q => q.Question == "kept:p");
        Assert.Equal((0.9, 0.6, 0.3), (question.Believed, question.Kept, question.Gap));
    }

    [Fact]
    public async Task E2_the_understanding_test_in_three_layers()
    {
        TellAll(Told.Monday, "understanding.surveyed", $$"""
            {"question":"who decides {{Kind}}","answers":[{"layer":"director","answer":"the desk","count":4},{"layer":"manager","answer":"the desk","count":6},{"layer":"manager","answer":"me","count":2},
            {"layer":"worker","answer":"nobody","count":6},{"layer":"worker","answer":"the desk","count":2}]}
            """.ReplaceLineEndings(" "));
        await PostedAsync();
        var question = (await AskAsync<UnderstandingAnswer>("v1/understanding")).Items.Single(q => q.Question.EndsWith(Kind, StringComparison.Ordinal));
        Assert.Equal(("the desk", 0.6), (question.MostGiven, question.Agreement));
        Assert.Equal(["worker"], question.Differ);
        Assert.Null(question.Believed);
    }

    [Fact]
    public async Task E3_nine_elements_assessed_and_not()
    {
        Late(0, "office", "untrained");
        Late(1, "office", "no-authority");
        TellAll(Told.Monday, "practice.assessed", """{"element":"competences","link":"office","score":2,"independent":true}""");
        TellAll(Told.Monday, "practice.assessed", """{"element":"competences","link":"desk","score":4}""");
        await PostedAsync();
        var elements = (await AskAsync<ElementsAnswer>("v1/elements")).Items;
        Assert.Equal(10, elements.Count);
        var competences = elements.Single(e => e.Element == "competences");
        Assert.Equal((1L, 0.5, 2L, 3.0, 1L, false), (competences.Broken, competences.BlameShare, competences.Assessments, competences.MeanScore, competences.Independent, competences.NeverAssessed));
        Assert.True(elements.Single(e => e.Element == "decision-centres") is { NeverAssessed: true, Broken: 1 });
    }

    [Fact]
    public async Task E4_the_state_of_a_procedure_is_read_from_what_cases_did()
    {
        Published("sound", "a", "b");
        Published("wrong", "a", "b");
        Published("incomplete", "a", "b");
        Published("shelved", "a", "b");
        Published("unknown", "a", "b");
        for (var i = 0; i < 12; i++)
        {
            Goes("sound", i, kept: true, "a", "b");
            Goes("wrong", i, kept: i > 5, i > 5 ? ["a"] : ["a", "b"]);
            Goes("incomplete", i, kept: i > 3, i > 3 ? ["a", "b"] : ["a", "c", "b"]);
            Goes("shelved", i, kept: i % 2 == 0, "c");
            Goes("nobody-wrote-it", i, kept: i < 9, "c");
        }
        Goes("unknown", 0, kept: true, "a", "b");
        await PostedAsync();
        var answer = await Shape.Client.GetAsync<ProceduresAnswer>("v1/procedures", CancellationToken.None);
        (string State, double? Followed, double? Not)[] states = [("sound", 1, null), ("wrong", 0, 1), ("incomplete", 1, 0), ("shelved", null, 0.5), ("unknown", 1, null)];
        foreach (var (state, followed, not) in states)
        {
            var procedure = answer.Items.Single(p => p.Procedure == $"{state}-{Kind}");
            Assert.Equal((state, followed, not), (procedure.State, procedure.KeptWhereFollowed, procedure.KeptWhereNot));
        }
        Assert.Equal((12L, 0.75), answer.Unidentified.Where(k => k.Kind == "nobody-wrote-it-" + Kind).Select(k => (k.Cases, k.KeptRate!.Value)).Single());
        var wrong = answer.Items.Single(p => p.Procedure == "wrong-" + Kind);
        Assert.Equal((0.0, 1.0, -1.0), (wrong.KeptWhereFollowed, wrong.KeptWhereNot, wrong.Difference));
        var byProcedure = await Shape.Client.GetAsync<HotspotsAnswer>("v1/hotspots?by=procedure", CancellationToken.None);
        Assert.Equal((12L, 6L), byProcedure.Items.Where(i => i.Key == "wrong-" + Kind).Select(i => (i.Served, i.Broken)).Single());
    }

    [Fact]
    public async Task E5_frequent_deviations_that_keep_the_promise_are_proposed_and_violations_are_not()
    {
        Published("revised", "a", "b:approval", "d");
        for (var i = 0; i < 40; i++)
        {
            string[] way = (i % 4) switch { 0 => ["a", "b:approval", "d"], 1 => ["a", "b:approval", "c", "d"], 2 => ["a", "d"], _ => ["d", "a", "b:approval"] };
            Goes("revised", i, kept: i % 4 != 3 && i != 0, way);
        }
        await PostedAsync();
        var answer = await Shape.Client.GetAsync<ConformanceAnswer>($"v1/procedures/revised-{Kind}/conformance", CancellationToken.None);
        Assert.Equal((40L, 10L, 0.25), (answer.Cases, answer.Followed, answer.FollowedRate));
        Assert.Equal(["a:work b:approval c:work d:work"], answer.Items.Where(w => w.Proposed).Select(w => string.Join(' ', w.Path)));
        Assert.Equal([("b", "approval", 10L)], answer.Skipped.Select(s => (s.Link, s.Kind!, s.Cases)));
        Assert.Equal([("c", 10L)], answer.Added.Select(s => (s.Link, s.Cases)));
        Assert.Equal([("d", 10L)], answer.OutOfOrder.Select(s => (s.Link, s.Cases)));
        Assert.Equal(HttpStatusCode.NotFound, (await Shape.Http.GetAsync("v1/procedures/nobody/conformance")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Shape.Http.GetAsync($"v1/procedures/revised-{Kind}/conformance?version=9")).StatusCode);
    }

    [Fact]
    public async Task E6_from_four_hours_to_forty_minutes()
    {
        Published("faster", "1", -60 * 24, null, "a");
        Published("faster", "2", 0, 80, "a");
        for (var i = 0; i < 20; i++)
        {
            var (start, minutes) = i < 10 ? (-30 * 24 * 60 + i, 240) : (i, 40);
            var name = Case(i);
            Open(name, minute: start);
            Tell(name, start, "promise.made", """{"promise":"p","by":"desk","within":"P1D"}""");
            Tell(name, start, "handoff.requested", """{"handoff":"h","from":"desk","to":"a"}""");
            Tell(name, start + minutes, "handoff.delivered", """{"handoff":"h"}""");
            Tell(name, start + minutes, "promise.kept", """{"promise":"p"}""");
        }
        await PostedAsync();
        // Ten cases in one month, 200 minutes saved on each, at a cost of 80 hours.
        var asOf = Rfc3339.Format(Told.Monday.AddDays(30.4375));
        var second = (await AskAsync<ProceduresAnswer>("v1/procedures?asOf=" + asOf)).Items.Single(p => p.Procedure == "faster-" + Kind).Versions[1];
        Assert.Equal((200 * 60.0, 0.8333, 10.0, 2.4), (second.SavedSeconds, second.SavedShare, second.CasesPerMonth, second.PaybackMonths));
        var dearer = (await AskAsync<ProceduresAnswer>("v1/procedures?hourCost=2&asOf=" + asOf)).Items.Single(p => p.Procedure == "faster-" + Kind).Versions[1];
        Assert.Equal(1.2, dearer.PaybackMonths);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task E7_Pareto_on_the_data(bool steep)
    {
        for (var i = 0; i < 20; i++)
            Late(i, "link-" + (steep ? Math.Max(0, i - 15) : i % 5), "untrained");
        await PostedAsync();
        var pareto = (await AskAsync<HotspotsAnswer>("v1/hotspots")).Pareto;
        Assert.Equal((steep ? 0.8 : 0.2, steep), (pareto.Top20Share, pareto.Holds));
    }

    [Fact]
    public async Task E8_not_serving_is_not_failing()
    {
        for (var i = 0; i < 4; i++)
        {
            Open(Case(i), $$"""{"id":"c{{i}}","segment":"{{(i < 2 ? "declined" : "served")}}"}""");
            Tell(Case(i), 0, "promise.made", """{"promise":"p","by":"desk","within":"PT4H"}""");
            Tell(Case(i), i < 2 ? 30 : 600, i < 2 ? "promise.released" : "promise.kept", """{"promise":"p","reason":"we do not serve this"}""");
        }
        await PostedAsync();
        var segments = (await AskAsync<SegmentsAnswer>("v1/segments")).Items.ToDictionary(s => s.Segment!, StringComparer.Ordinal);
        Assert.Equal((2L, 0L, 0.0), (segments["declined"].Released, segments["declined"].Failed, segments["declined"].FailedRate));
        Assert.Equal((0L, 2L, 1.0), (segments["served"].Released, segments["served"].Failed, segments["served"].FailedRate));
    }

    [Fact]
    public async Task E9_deceive_and_disappear()
    {
        for (var i = 0; i < 3; i++)
        {
            Tell(Case(i), 0, "promise.made", $$"""{"promise":"p","by":"{{(i == 0 ? "honest" : "agent")}}","within":"P9D","channel":"phone"}""");
            Tell(Case(i), 60, i == 0 ? "customer.lost" : "case.closed", "{}");
        }
        await PostedAsync();
        var makers = (await AskAsync<MakersAnswer>("v1/makers")).Items.ToDictionary(m => m.Key!, StringComparer.Ordinal);
        Assert.Equal((2L, 0L), (makers["agent"].AbandonedByUs, makers["agent"].AbandonedByCustomer));
        Assert.Equal((0L, 1L), (makers["honest"].AbandonedByUs, makers["honest"].AbandonedByCustomer));
        var channel = (await AskAsync<MakersAnswer>("v1/makers?by=channel")).Items.Single();
        Assert.Equal(("phone", 3L), (channel.Key, channel.Promises));
    }

    void Published(string name, params string[] steps) => Published(name, "1", -24 * 90, null, steps);

    void Published(string name, string version, int hour, double? cost, params string[] steps)
    {
        var list = string.Join(',', steps.Select(s => s.Split(':')).Select(s => $$"""{"link":"{{s[0]}}"{{(s.Length > 1 ? $",\"kind\":\"{s[1]}\"" : "")}} }"""));
        TellAll(
            Told.Monday.AddHours(hour), "procedure.published",
            $$"""{"procedure":"{{name}}-{{Kind}}","version":"{{version}}","caseKind":"{{(name == "faster" ? Kind : name + "-" + Kind)}}","steps":[{{list}}]{{(cost is null ? "" : $",\"cost\":{cost}")}} }""");
    }

    /// <summary>A case that goes through these links, and keeps its promise or not.</summary>
    void Goes(string kind, int number, bool kept, params string[] links)
    {
        kind = kind + "-" + Kind;
        var name = Case(number, kind);
        Tell(name, 0, "promise.made", """{"promise":"p","by":"desk","within":"PT4H"}""", kind);
        foreach (var (i, link) in links.Select(l => l.Split(':')).Index())
        {
            Tell(name, 10 * i + 1, "handoff.requested", $$"""{"handoff":"h{{i}}","from":"desk","to":"{{link[0]}}","kind":"{{(link.Length > 1 ? link[1] : "work")}}"}""", kind);
            Tell(name, 10 * i + 5, "handoff.delivered", $$"""{"handoff":"h{{i}}"}""", kind);
        }
        Tell(name, kept ? 100 : 1000, "promise.kept", """{"promise":"p"}""", kind);
    }
}

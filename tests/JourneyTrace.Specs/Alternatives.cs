using JourneyTrace.Journeys.Alternatives;
using JourneyTrace.Journeys.Traces;
using JourneyTrace.Testing;

namespace JourneyTrace.Specs;

/// <summary>What would have been: its properties on all examples, and small cases with known answers.</summary>
public sealed class Alternatives
{
    static readonly IReadOnlyList<(Example Example, CaseTrace Trace)> All =
    [
        .. Example.Stories.Concat(Example.Generated).Select(e => (e, CaseTrace.Of(e.Case, e.CaseEvents(), e.Organisation(), e.ReadCatalogue(), e.AsOf))),
    ];

    static IEnumerable<(string Name, PromiseTrace Promise, CaseTrace Trace)> Late => All
        .SelectMany(t => t.Trace.Promises.Select(p => (t.Example.Name, p, t.Trace))).Where(p => p.p.Status == Journeys.PromiseStatus.Broken && p.p.KeptAt is not null);

    [Fact]
    public void Dropping_nothing_changes_nothing()
    {
        Assert.True(Late.Count() > 100);
        foreach (var (name, promise, trace) in Late)
        {
            var would = Counterfactual.Of(promise, trace.Journey, [])!;
            Assert.True(would.KeptAt == promise.KeptAt, $"{name} {promise.Promise.Name}: {would.KeptAt} and not {promise.KeptAt}");
            Assert.Equal(promise.KeptAt, would.EstimatedAt);
        }
    }

    [Fact]
    public void Dropping_more_never_makes_a_promise_later_and_the_exact_answer_is_never_earlier_than_the_estimate()
    {
        var (random, earlier, beside) = (new Random(3), 0, 0);
        foreach (var (name, promise, trace) in Late)
        {
            var drops = promise.Verdict!.Shares.Select(s => random.Next(3) switch
            {
                0 => new Drop(s.Link, null, null, null),
                1 => new Drop(null, null, s.Cause, null),
                _ => new Drop(s.Link, null, s.Cause, s.Decision),
            }).OrderBy(_ => random.Next()).ToList();
            var before = promise.KeptAt!.Value;
            for (var i = 1; i <= drops.Count; i++)
            {
                var would = Counterfactual.Of(promise, trace.Journey, drops.Take(i).ToList())!;
                Assert.True(would.KeptAt <= before, $"{name} {promise.Promise.Name}: later with {drops[i - 1]}");
                Assert.True(would.KeptAt >= would.EstimatedAt, $"{name} {promise.Promise.Name}: earlier than its estimate");
                Assert.True(would.KeptAt >= promise.Promise.Start);
                earlier += would.KeptAt < promise.KeptAt ? 1 : 0;
                beside += would.KeptAt > would.EstimatedAt ? 1 : 0;
                before = would.KeptAt;
            }
        }
        // Neither is a way of saying that nothing ever changes, or that both are always the same.
        Assert.True(earlier > 100, $"{earlier} would have been earlier");
        Assert.True(beside > 0, $"{beside} are later than their estimate");
    }

    [Fact]
    public void A_handoff_that_keeps_to_its_term_keeps_the_promise()
    {
        var would = Of(("made", "promise.made", 0, """{"promise":"p","by":"desk","within":"PT4H"}"""),
            ("h", "handoff.requested", 1, """{"handoff":"h","from":"desk","to":"office","within":"PT1H"}"""), ("d", "handoff.delivered", 10, """{"handoff":"h"}"""),
            ("k", "promise.kept", 11, """{"promise":"p"}"""))([new Drop("office", null, null, null)]);
        Assert.Equal((true, 3.0), (would.Kept, Hours(would)));
    }

    [Fact]
    public void What_ran_beside_it_becomes_critical()
    {
        // Two asked at once: without the first one's delay the promise waits for the second, which the path does not know of.
        var ask = Of(("made", "promise.made", 0, """{"promise":"p","by":"desk","within":"PT4H"}"""),
            ("a", "handoff.requested", 0, """{"handoff":"a","from":"desk","to":"office","within":"PT1H"}"""),
            ("b", "handoff.requested", 0, """{"handoff":"b","from":"desk","to":"stores","within":"PT1H"}"""),
            ("bd", "handoff.delivered", 7, """{"handoff":"b"}"""), ("ad", "handoff.delivered", 10, """{"handoff":"a"}"""), ("k", "promise.kept", 11, """{"promise":"p"}"""));
        var one = ask([new Drop("office", null, null, null)]);
        Assert.Equal((8.0, 2.0), (Hours(one), (one.EstimatedAt - one.Promise.Start).TotalHours));
        Assert.False(one.Kept);
        Assert.Equal(8.0, Hours(ask([new Drop("office", null, null, null), new Drop(null, null, "absence", null)])));
        Assert.Equal(11.0, Hours(ask([new Drop("stores", null, null, null)])));
        // Both together: what is left is the desk's hour and the terms.
        var both = ask([new Drop("office", null, null, null), new Drop("stores", null, null, null)]);
        Assert.Equal((true, 2.0), (both.Kept, Hours(both)));
    }

    [Fact]
    public void An_obstacle_that_goes_lets_what_comes_after_it_come_sooner()
    {
        var ask = Of(("made", "promise.made", 0, """{"promise":"p","by":"desk","within":"PT4H"}"""),
            ("a", "handoff.requested", 0, """{"handoff":"a","from":"desk","to":"office","within":"PT1H"}"""), ("acc", "handoff.accepted", 0, """{"handoff":"a"}"""),
            ("o", "obstacle.met", 1, """{"obstacle":"o","at":"office","cause":"system-down"}"""), ("oc", "obstacle.cleared", 6, """{"obstacle":"o"}"""),
            ("ad", "handoff.delivered", 7, """{"handoff":"a"}"""),
            ("b", "handoff.requested", 7, """{"handoff":"b","from":"desk","to":"stores","within":"PT1H"}"""), ("bd", "handoff.delivered", 8, """{"handoff":"b"}"""),
            ("k", "promise.kept", 8, """{"promise":"p"}"""));
        Assert.Equal(3.0, Hours(ask([new Drop(null, null, "system-down", null)])));
        Assert.Equal(8.0, Hours(ask([new Drop(null, null, "absence", null)])));
        Assert.Equal(8.0, Hours(ask([new Drop(null, "another kind", "system-down", null)])));
    }

    [Fact]
    public void A_promise_that_was_never_kept_has_no_answer()
    {
        var trace = Traced(("made", "promise.made", 0, """{"promise":"p","by":"desk","within":"PT4H"}"""));
        Assert.Null(Counterfactual.Of(trace.Promises[0], trace.Journey, [new Drop("desk", null, null, null)]));
    }

    [Fact]
    public void A_chain_of_5000_ends()
    {
        var events = new List<(string, string, double, string)> { ("made", "promise.made", 0, """{"promise":"p","by":"l0","within":"PT4H"}""") };
        for (var i = 0; i < 5000; i++)
        {
            events.Add(($"r{i}", "handoff.requested", i / 1000.0, $$"""{"handoff":"h{{i}}","from":"l{{i}}","to":"l{{i + 1}}"}"""));
            events.Add(($"d{i}", "handoff.delivered", 20 - i / 1000.0, $$"""{"handoff":"h{{i}}"}"""));
        }
        events.Add(("k", "promise.kept", 20.5, """{"promise":"p"}"""));
        var trace = Traced([.. events]);
        var would = Counterfactual.Of(trace.Promises[0], trace.Journey, [new Drop("l5000", null, null, null)])!;
        Assert.True(would.KeptAt < trace.Promises[0].KeptAt);
    }

    static Func<Drop[], Counterfactual> Of(params (string Id, string Type, double Hour, string Data)[] events) => drops =>
    {
        var trace = Traced(events);
        return Counterfactual.Of(trace.Promises[0], trace.Journey, drops)!;
    };

    static double Hours(Counterfactual would) => (would.KeptAt - would.Promise.Start).TotalHours;

    static CaseTrace Traced(params (string Id, string Type, double Hour, string Data)[] events) => CaseTrace.Of(
        "c", events.Select(e => Told.Event(e.Id, e.Type, "c", Told.Monday.AddHours(e.Hour), e.Data)).Select(e =>
        {
            e.Schema.TryRead(e.Data.Span, out var fact);
            return new Events.CaseEvent(e.Source, e.Id, e.Schema.Type, e.Time, e.Time, fact!);
        }), Journeys.Organisation.Empty, Catalogues.Catalogue.Empty, Told.Monday.AddDays(9));
}

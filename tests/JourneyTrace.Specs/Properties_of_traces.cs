using JourneyTrace.Events;
using JourneyTrace.Journeys;
using JourneyTrace.Journeys.Traces;

namespace JourneyTrace.Specs;

/// <summary>What must hold for every trace, tried on all examples.</summary>
public sealed class Properties_of_traces
{
    static readonly IReadOnlyList<Example> All = [.. Example.Stories, .. Example.Generated];

    [Fact]
    public void Order_and_repeats_change_nothing()
    {
        var random = new Random(11);
        foreach (var example in All)
        {
            var expected = Bytes(example, example.CaseEvents());
            for (var round = 0; round < 3; round++)
            {
                var events = example.CaseEvents().Concat(example.CaseEvents().Take(random.Next(5))).ToArray();
                random.Shuffle(events);
                Assert.Equal(expected, Bytes(example, events));
            }
        }
    }

    /// <summary>A thousand orders of each example's events, each event reaching us up to a day before or after it did, some of them twice: what happened is what happened.</summary>
    [Fact]
    public void A_thousand_orders_and_a_day_of_skew_change_nothing()
    {
        const int Orders = 1000;
        Parallel.ForEach(All, example =>
        {
            var (random, sent) = (new Random(example.Name.Length * 31 + 7), example.CaseEvents().ToArray());
            var expected = Bytes(example, sent);
            for (var order = 0; order < Orders; order++)
            {
                CaseEvent[] events = [.. sent.Concat(sent.Take(order % 3)).Select(e => e with { RecordedAt = e.RecordedAt.AddSeconds(random.Next(-86_400, 86_401)) })];
                random.Shuffle(events);
                Assert.Equal(expected, Bytes(example, events));
                // As it was known meanwhile: by those alone that had reached us.
                if (order % 20 == 0)
                {
                    var known = events[random.Next(events.Length)].RecordedAt;
                    var then = CaseTrace.Of(example.Case, events, example.Organisation(), example.ReadCatalogue(), example.AsOf, known);
                    Assert.Equal(Trace(example, events.Where(e => e.RecordedAt <= known), example.AsOf), TraceJson.Write(then));
                }
            }
        });
    }

    [Fact]
    public void Shares_add_up_to_1_and_each_is_above_0()
    {
        foreach (var verdict in All.SelectMany(Promises).Select(p => p.Verdict).OfType<Verdict>())
        {
            Assert.InRange(verdict.Shares.Sum(s => s.Fraction), 1 - 1e-9, 1 + 1e-9);
            Assert.All(verdict.Shares, s => Assert.True(s.Fraction > 0));
            Assert.All(verdict.Shares, s => Assert.True(Causes.Known.Contains(s.Cause) || s.Cause.StartsWith("other:", StringComparison.Ordinal)));
            Assert.Equal(1, verdict.ContactShare + verdict.CustomerShare + verdict.UpstreamShare, 4);
        }
    }

    [Fact]
    public void Segments_touch_and_cover_exactly_the_time_from_making_to_end()
    {
        foreach (var (example, promise) in All.SelectMany(e => Promises(e).Select(p => (e, p))).Where(p => p.p.Verdict is not null))
        {
            var path = promise.Verdict!.Path;
            var end = promise.Promise.End ?? example.AsOf;
            if (path.Count == 0)
            {
                Assert.Equal(promise.Promise.Start, end);
                continue;
            }
            Assert.Equal((promise.Promise.Start, end), (path[0].From, path[^1].To));
            Assert.All(path.Zip(path.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
        }
    }

    [Fact]
    public void Without_calendars_the_excess_of_a_broken_promise_is_at_least_its_lateness()
    {
        foreach (var example in All.Where(e => !e.Catalogue.TryGetProperty("calendars", out _)))
        {
            foreach (var promise in Promises(example).Where(p => p.Status == PromiseStatus.Broken && p.Verdict!.Root.Excess > TimeSpan.Zero))
            {
                var excess = TimeSpan.FromTicks(promise.Verdict!.Shares.Sum(s => s.Excess.Ticks));
                Assert.True(excess >= promise.Lateness - TimeSpan.FromMilliseconds(1), $"{example.Name} {promise.Promise.Name}: {excess} < {promise.Lateness}");
            }
        }
    }

    [Fact]
    public void What_happens_later_or_was_known_later_is_not_seen()
    {
        foreach (var example in Example.Generated.Take(60))
        {
            var events = example.CaseEvents();
            var middle = events.OrderBy(e => e.Time).ElementAt(events.Count / 2).Time;
            var seen = Trace(example, events.Where(e => e.Time <= middle), middle);
            Assert.Equal(seen, Trace(example, events, middle));
            var known = CaseTrace.Of(example.Case, events, example.Organisation(), example.ReadCatalogue(), example.AsOf, middle);
            Assert.Equal(Trace(example, events.Where(e => e.RecordedAt <= middle), example.AsOf), TraceJson.Write(known));
        }
    }

    static IReadOnlyList<PromiseTrace> Promises(Example example) =>
        CaseTrace.Of(example.Case, example.CaseEvents(), example.Organisation(), example.ReadCatalogue(), example.AsOf).Promises;

    static byte[] Bytes(Example example, IEnumerable<CaseEvent> events) => Trace(example, events, example.AsOf);

    static byte[] Trace(Example example, IEnumerable<CaseEvent> events, DateTime asOf) =>
        TraceJson.Write(CaseTrace.Of(example.Case, events, example.Organisation(), example.ReadCatalogue(), asOf));
}

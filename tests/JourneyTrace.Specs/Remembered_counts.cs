using JourneyTrace.Columns;
using JourneyTrace.Columns.Blocks;
using JourneyTrace.Columns.Reports;
using JourneyTrace.Storage;

namespace JourneyTrace.Specs;

/// <summary>Questions that are asked again while cases come and change: what is remembered of them is what is counted anew.</summary>
public sealed class Remembered_counts
{
    static readonly DateTime Begin = new(2026, 3, 2, 0, 0, 0, DateTimeKind.Utc);
    static readonly string[] Links = ["store", "depot", "finance", "front"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void They_are_those_that_are_counted_anew_whatever_came_changed_and_how_late_it_is(int seed)
    {
        var (random, columns) = (new Random(seed), new CaseColumns(new Names()));
        var cases = CaseBlocks.Cases * 2;
        columns.Absorb(Cases(columns.Names, random, [.. Enumerable.Range(1, cases).Select(number => (long)number)]));
        var now = Begin.AddDays(40);
        for (var round = 0; round < 100; round++)
        {
            // A new one, one of before, or nothing; and the time goes on by seconds, by days or not at all, or back to where promises fall due.
            var changed = Enumerable.Range(0, random.Next(2)).Select(_ => (long)random.Next(1, cases + 1)).Concat(Enumerable.Range(cases + 1, random.Next(2)).Select(number => (long)number)).ToArray();
            cases = Math.Max(cases, (int)changed.DefaultIfEmpty().Max());
            columns.Absorb(Cases(columns.Names, random, changed));
            now = random.Next(5) switch { 0 => now.AddDays(random.Next(-20, 20)), 1 => now.AddSeconds(random.Next(90)), 2 => now.Date, _ => now };
            AssertAsAnew(columns, new Trend(now.AddDays(-20), now.AddDays(-10), now));
        }
    }

    [Fact]
    public void A_question_that_is_too_large_to_be_remembered_takes_no_other_with_it()
    {
        var (columns, small, large) = (Some(), 0, 0);
        for (var i = 0; i < 3; i++)
        {
            columns.Remembered.Of("small", [], (_, _) => new Counted(100, ++small));
            columns.Remembered.Of("large", [], (_, _) => new Counted(65 << 20, ++large));
        }
        Assert.Equal((1, 3), (small, large));
    }

    [Fact]
    public void Those_that_were_asked_last_are_remembered()
    {
        var (columns, counted) = (Some(), new int[100]);
        void Ask(int question) => columns.Remembered.Of(question, [], (_, _) => new Counted(100, ++counted[question]));
        for (var i = 0; i < 100; i++)
        {
            Ask(0);
            Ask(i);
        }
        Ask(1);
        Ask(99);
        Assert.Equal((1, 2, 1), (counted[0], counted[1], counted[99]));
    }

    [Fact]
    public async Task Several_may_ask_at_once()
    {
        var columns = new CaseColumns(new Names());
        columns.Absorb(Cases(columns.Names, new Random(1), [.. Enumerable.Range(1, CaseBlocks.Cases * 3).Select(number => (long)number)]));
        var anew = columns.Compacted();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() =>
        {
            for (var round = 0; round < 20; round++)
            {
                var now = Begin.AddDays((i * 7) + round);
                var trend = new Trend(now.AddDays(-20), now.AddDays(-10), now);
                AssertSame(Hotspots.Of(anew, HotspotKey.Link, new Filter(), trend, []), Hotspots.Of(columns, HotspotKey.Link, new Filter(), trend, []));
            }
        })));
    }

    static CaseColumns Some()
    {
        var columns = new CaseColumns(new Names());
        columns.Absorb(Cases(columns.Names, new Random(1), [1, 2, 3]));
        return columns;
    }

    sealed record Counted(int Bytes, int Times) : IBlockCount;

    static void AssertAsAnew(CaseColumns columns, Trend trend)
    {
        var anew = columns.Compacted();
        foreach (var filter in (Filter[])[new(), new(Link: "depot"), new(From: Begin.AddDays(20), To: Begin.AddDays(40)), new(Cause: "named-late")])
        {
            foreach (var by in (HotspotKey[])[HotspotKey.Link, HotspotKey.Cause, HotspotKey.Segment, HotspotKey.Element])
                AssertSame(Hotspots.Of(anew, by, filter, trend, []), Hotspots.Of(columns, by, filter, trend, []));
            Assert.Equal(Periods.Of(anew, PeriodLength.Week, filter), Periods.Of(columns, PeriodLength.Week, filter));
            Assert.Equal(Splits.Of(anew, filter), Splits.Of(columns, filter));
            foreach (var status in (string?[])[null, "broken", "failed"])
                Assert.Equal(Pages.Promises(anew, new PromiseQuery(filter, status, null), null, 7), Pages.Promises(columns, new PromiseQuery(filter, status, null), null, 7));
        }
    }

    static void AssertSame(HotspotCounts anew, HotspotCounts remembered)
    {
        Assert.Equal(anew.Keys, remembered.Keys);
        Assert.Equal(anew with { Keys = [] }, remembered with { Keys = [] });
    }

    static CaseColumns Cases(Names names, Random random, long[] numbers)
    {
        var columns = new CaseColumns(names, passing: true);
        foreach (var number in numbers)
        {
            columns.Add(new CaseFacts
            {
                Number = number, Name = columns.Texts.Add($"c-{number}"), Kind = names.Number("swap"), Segment = names.Number(random.Next(2) == 0 ? "gold" : "plain"),
                // Some customers have one case, some many, and a case may come to be another one's.
                Customer = random.Next(3) switch { 0 => Names.None, 1 => names.Number($"cu-{number}"), _ => names.Number($"cu-{random.Next(3000)}") },
                Value = random.Next(5) == 0 ? double.NaN : random.Next(100),
                Promises = columns.Promises.Add([.. Enumerable.Range(0, random.Next(3)).Select(i => Promise(columns, random, i))]),
            });
        }
        return columns;
    }

    static PromiseFacts Promise(CaseColumns columns, Random random, int i)
    {
        var names = columns.Names;
        var (link, other) = (names.Number(Links[random.Next(4)]), names.Number(Links[random.Next(4)]));
        // A name that a question knew before any case did.
        var cause = names.Number(random.Next(200) == 0 ? "named-late" : "queue");
        var fate = (Fate)random.Next(5);
        return new PromiseFacts
        {
            Name = names.Number($"p{i}"), Sort = names.Number($"p{i}"), Due = Begin.AddDays(random.Next(90)).Ticks, Fate = fate, Lateness = random.Next(10),
            RootLink = link, RootCause = random.Next(3) == 0 ? names.Number("unknown") : cause, RootDecision = Names.None, Side = (RootSide)random.Next(4), AtRisk = random.Next(2) == 0,
            Links = columns.Numbers.Add(link == other ? [link] : [link, other]), Causes = columns.Numbers.Add([cause]),
            // Parts that add up to the same in any order.
            Shares = fate is Fate.Broken or Fate.Abandoned
                ? columns.Shares.Add([new ShareFacts { Link = link, Cause = cause, Arrow = Names.None, Decision = Names.None, Part = 0.75, Excess = random.Next(20) }, new ShareFacts { Link = other, Cause = cause, Arrow = Names.None, Decision = Names.None, Part = 0.25, Excess = 1 }])
                : default,
        };
    }
}

namespace JourneyTrace.Insight;

/// <summary>The reports: hotspots, hand-offs, split.</summary>
static class ReportEndpoints
{
    public static void MapReports(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/hotspots", HotspotsAsync)
            .WithName("hotspots").Takes(filtered: true, "by", "limit", "cursor").WithSummary("What broke promises, the gravest first").WithTags("Reports").Produces<HotspotsAnswer>().ProducesProblem(400);
        routes.MapGet("/v1/handoffs", HandoffsAsync)
            .WithName("handoffs").Takes(filtered: true, "limit", "cursor").WithSummary("Who hands to whom, how often and how long").WithTags("Reports").Produces<Page<HandoffItem>>().ProducesProblem(400);
        routes.MapGet("/v1/split", SplitAsync)
            .WithName("split").Takes(filtered: true, "benchmark").WithSummary("Contact staff against upstream, against the customer").WithTags("Reports").Produces<SplitAnswer>().ProducesProblem(400);
    }

    static async Task HotspotsAsync(HttpContext http, Moment moment, Knowledge knowledge)
    {
        var parameters = new Parameters(http);
        var by = parameters.Word("by", HotspotKeys.Words) ?? HotspotKey.Link;
        var trend = TrendOf(parameters.Filter, moment.AsOf(parameters));
        var procedures = by == HotspotKey.Procedure ? moment.PracticeOf(parameters, await knowledge.CurrentAsync(http.RequestAborted)).Procedures : [];
        var counts = await moment.AskAsync(
            parameters, answers => answers.HotspotsAsync(by, parameters.Filter, trend, procedures, http.RequestAborted), http.RequestAborted);
        var answer = Hotspots.Of(by, counts, trend);
        await Lists.AnswerAsync(http, parameters, answer.Items, Tables.Hotspots, (items, next) => answer with { Items = items, Next = next });
    }

    static async Task HandoffsAsync(HttpContext http, Moment moment)
    {
        var parameters = new Parameters(http);
        var counts = await moment.AskAsync(
            parameters, answers => answers.HandoffsAsync(parameters.Filter, http.RequestAborted), http.RequestAborted);
        var all = counts.Select(Item).ToList();
        await Lists.AnswerAsync(http, parameters, all, Tables.Handoffs, (items, next) => new Page<HandoffItem>(items, next));
    }

    static async Task SplitAsync(HttpContext http, Moment moment, Knowledge knowledge)
    {
        var parameters = new Parameters(http);
        var benchmark = parameters.Fraction("benchmark");
        var counts = await moment.AskAsync(parameters, answers => answers.SplitAsync(parameters.Filter, http.RequestAborted), http.RequestAborted);
        var determined = counts.Broken - counts.Undetermined;
        SplitPart Side(long promises) => new(promises, Wilson.Of(promises, determined)?.Rate, Wilson.Of(promises, determined)?.Interval);
        var catalogue = (await knowledge.CurrentAsync(http.RequestAborted)).Catalogue;
        var known = catalogue.Links.Values.Any(link => link.Side == Catalogues.Side.Front);
        // With no link known to be contact staff, none of the trouble can be found to be theirs: that is no zero.
        var contact = known ? Side(counts.Contact) : new SplitPart(0, null, null);
        var compared = benchmark is { } rate && contact.Ci95 is { } ci ? new BenchmarkItem(rate, rate >= ci[0] && rate <= ci[1]) : null;
        var answer = new SplitAnswer(
            counts.Broken, counts.Undetermined, contact, known ? Side(counts.Upstream) : new SplitPart(counts.Upstream, null, null), Side(counts.Customer), compared,
            known ? [] : ["No link is marked as contact staff: put 'side: front' on those that the customer meets, with PUT /v1/catalogue"]);
        if (Csv.Wanted(http))
        {
            (string Side, SplitPart Part)[] rows = [("contact", answer.Contact), ("upstream", answer.Upstream), ("customer", answer.Customer)];
            await Csv.WriteAsync(http, Tables.Split, rows.ToAsyncEnumerable(), http.RequestAborted);
            return;
        }
        await http.Response.WriteAsJsonAsync(answer, Wire.Options);
    }

    /// <summary>The period asked about against the one before of the same length; the last 30 days where none is named.</summary>
    static Trend TrendOf(Filter filter, DateTime asOf)
    {
        var to = filter.To ?? asOf;
        var from = filter.From is { } f && f < to ? f : to.AddDays(-30);
        var length = to - from;
        return new Trend(from - DateTime.MinValue > length ? from - length : from, from, to);
    }

    static HandoffItem Item(HandoffCounts c) => new(
        c.From, c.To, c.Count, c.Accepted, c.Delivered, c.Refused, c.Returned, c.Incomplete, c.Open, Rounded(c.MedianSeconds), Rounded(c.P90Seconds),
        c.WithTerm, c.OverTerm, Math.Round(c.OverSeconds, 3), c.Charged, Math.Round(c.Blame, 4));

    static double? Rounded(double? seconds) => seconds is { } s ? Math.Round(s, 3) : null;
}

using JourneyTrace.Practices;

namespace JourneyTrace.Insight;

/// <summary>Customers: their segments, who promised them what, and their complaints one by one.</summary>
static class CustomerEndpoints
{
    static readonly Dictionary<string, MakerKey> Makers = new(StringComparer.Ordinal) { ["link"] = MakerKey.Link, ["channel"] = MakerKey.Channel };

    public static void MapCustomers(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/segments", SegmentsAsync).Takes(filtered: true, "limit", "cursor")
            .WithName("segments").WithSummary("Segments of customers beside each other").WithTags("Reports").Produces<SegmentsAnswer>().ProducesProblem(400);
        routes.MapGet("/v1/makers", MakersAsync).Takes(filtered: true, "by", "limit", "cursor")
            .WithName("makers").WithSummary("Promises by who made them, or by channel: kept, broken, abandoned, over-promised").WithTags("Reports").Produces<MakersAnswer>().ProducesProblem(400);
        routes.MapGet("/v1/complaints", ComplaintsAsync).Takes(filtered: true, "limit", "cursor")
            .WithName("complaints").WithSummary("Complaints one by one: tries, levels that failed, and what was done").WithTags("Reports").Produces<ComplaintsAnswer>().ProducesProblem(400);
    }

    static async Task SegmentsAsync(HttpContext http, Moment moment)
    {
        var parameters = new Parameters(http);
        var counts = await moment.AskAsync(parameters, answers => answers.SegmentsAsync(parameters.Filter, http.RequestAborted), http.RequestAborted);
        var items = counts.Select(c =>
        {
            var failed = Wilson.Of(c.Failed, c.Kept + c.Released + c.Failed);
            return new SegmentItem(
                c.Segment, c.Cases, c.Customers, c.Promises, c.Kept, c.Released, c.Failed, c.Open, failed?.Rate, failed?.Interval, c.Lost, c.LostValue, c.Value,
                c.Scores, c.MeanScore, c.PleasedButFailed);
        }).ToList();
        List<string> missing = [];
        if (counts.Count > 0 && counts.All(c => c.Segment is null))
            missing.Add("No segment was told: send customer.segment with case.opened");
        if (counts.Count > 0 && counts.All(c => c.Scores == 0))
            missing.Add("No customer's word was told: send feedback.given with its score");
        await Lists.AnswerAsync(http, parameters, items, (rows, next) => new SegmentsAnswer(rows, next, missing));
    }

    static async Task MakersAsync(HttpContext http, Moment moment)
    {
        var parameters = new Parameters(http);
        var by = parameters.Word("by", Makers) ?? MakerKey.Link;
        var counts = await moment.AskAsync(parameters, answers => answers.MakersAsync(by, parameters.Filter, http.RequestAborted), http.RequestAborted);
        var items = counts.Select(c =>
        {
            var broken = Wilson.Of(c.Broken, c.Kept + c.Released + c.Broken + c.AbandonedByUs + c.AbandonedByCustomer);
            return new MakerItem(
                c.Key, c.Promises, c.Kept, c.Released, c.Broken, broken?.Rate, broken?.Interval, c.AbandonedByUs, c.AbandonedByCustomer, c.Open, c.OverPromised, c.MedianWindow);
        }).ToList();
        string[] missing = by == MakerKey.Channel && counts.Count > 0 && counts.All(c => c.Key is null) ? ["No promise names its channel: send 'channel' with promise.made"] : [];
        await Lists.AnswerAsync(http, parameters, items, (rows, next) => new MakersAnswer(by == MakerKey.Link ? "link" : "channel", rows, next, missing));
    }

    static async Task ComplaintsAsync(HttpContext http, Moment moment, Knowledge knowledge)
    {
        var parameters = new Parameters(http);
        var practice = moment.PracticeOf(parameters, await knowledge.CurrentAsync(http.RequestAborted));
        var counts = await moment.AskAsync(parameters, answers => answers.ComplaintListAsync(parameters.Filter, http.RequestAborted), http.RequestAborted);
        string[] missing = counts.Count > 0 ? [] : ["No complaint was told: send complaint.voiced when a customer complains"];
        await Lists.AnswerAsync(http, parameters, [.. counts.Select(row => Item(row, practice))], (rows, next) => new ComplaintsAnswer(rows, next, missing));
    }

    static ComplaintItem Item(ComplaintRow row, Practice practice)
    {
        string[] levels = [row.HeardBy, .. row.Levels];
        var resolver = row.ResolvedAt is null ? null : row.ResolvedBy ?? levels[^1];
        var failed = levels.Where(link => link != resolver).Distinct(StringComparer.Ordinal).ToList();
        var corrective = practice.Correctives
            .Where(c => c.At > row.VoicedAt && (c.Corrective.Finding == "complaint:" + row.Complaint || c.Corrective.Links.Any(failed.Contains)))
            .Select(c => c.Corrective.Title).FirstOrDefault();
        return new ComplaintItem(
            row.Case, row.Complaint, row.HeardBy, row.Status, row.VoicedAt, row.Tries, (row.RegisteredAt - row.VoicedAt)?.TotalSeconds, row.RegisteredBy,
            (row.ResolvedAt - row.VoicedAt)?.TotalSeconds, resolver, row.ReachedManagement, levels, failed, corrective);
    }
}

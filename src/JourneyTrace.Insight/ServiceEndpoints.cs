using JourneyTrace.Catalogues;
using Microsoft.AspNetCore.WebUtilities;

namespace JourneyTrace.Insight;

/// <summary>How the organisation serves: complaints, and two filters side by side.</summary>
static class ServiceEndpoints
{
    public static void MapService(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/complaints/funnel", FunnelAsync).Takes(filtered: true)
            .WithName("complaintsFunnel").WithSummary("How far complaints come, and where they are lost").WithTags("Reports").Produces<FunnelAnswer>().ProducesProblem(400);
        routes.MapGet("/v1/compare", CompareAsync).Takes(filtered: true, "a", "b")
            .WithDescription("a and b are filters, each escaped as one value; the filters beside them hold for both sides.")
            .WithName("compare").WithSummary("Two filters side by side, with the interval of each difference").WithTags("Reports").Produces<CompareAnswer>().ProducesProblem(400);
    }

    static async Task FunnelAsync(HttpContext http, Moment moment, Knowledge knowledge)
    {
        var parameters = new Parameters(http);
        var counts = await moment.AskAsync(parameters, answers => answers.ComplaintsAsync(parameters.Filter, http.RequestAborted), http.RequestAborted);
        var catalogue = (await knowledge.CurrentAsync(http.RequestAborted)).Catalogue;
        var answer = Complaints.Of(counts, catalogue.Links.Values.Any(link => link.Side == Side.Management));
        if (Csv.Wanted(http))
            await Csv.WriteAsync(http, Tables.Complaints, answer.Links.ToAsyncEnumerable(), http.RequestAborted);
        else
            await http.Response.WriteAsJsonAsync(answer, Wire.Options);
    }

    static async Task CompareAsync(HttpContext http, Moment moment)
    {
        var parameters = new Parameters(http);
        var (a, b) = (FilterOf(parameters, "a"), FilterOf(parameters, "b"));
        var stop = http.RequestAborted;
        var answer = await moment.AskAsync(parameters, async answers => Comparison.Of(
            (parameters.Text("a")!, await answers.HotspotsAsync(HotspotKey.Link, a, Trend.None, [], stop), await answers.HotspotsAsync(HotspotKey.Cause, a, Trend.None, [], stop)),
            (parameters.Text("b")!, await answers.HotspotsAsync(HotspotKey.Link, b, Trend.None, [], stop), await answers.HotspotsAsync(HotspotKey.Cause, b, Trend.None, [], stop))), stop);
        if (Csv.Wanted(http))
            await Csv.WriteAsync(http, Tables.Compared, Tables.RowsOf(answer).ToAsyncEnumerable(), stop);
        else
            await http.Response.WriteAsJsonAsync(answer, Wire.Options);
    }

    /// <summary>A filter in the form of a query, such as <c>segment=gold&amp;kind=payment</c>, escaped as one value.</summary>
    static Filter FilterOf(Parameters parameters, string side)
    {
        var text = parameters.Text(side) ?? throw Parameters.Invalid(side, "is missing; send a filter such as a=segment%3Dgold and b=segment%3Dsilver");
        return Parameters.FilterOf(side, QueryHelpers.ParseQuery(text)).Within(parameters.Filter);
    }
}

using JourneyTrace.Http.Access;
using JourneyTrace.Insight;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace JourneyTrace.Server.Hosting;

/// <summary>What this is and where to look: for a browser, and for curl.</summary>
static class WelcomeEndpoints
{
    const string Text = """
        JourneyTrace records each hand-off in a customer's case, replays the cases, and finds the internal
        process that broke the external promise.

          /                           the console, in a browser
          /v1/hotspots?by=link        what broke promises, the gravest first
          /v1/promises?status=broken  broken promises with their verdicts
          /v1/cases                   cases; /v1/cases/{case}/trace replays one
          /v1/handoffs                who hands to whom, how often and how long
          POST /v1/events             events in (CloudEvents: one, an array, or one a line)
          /docs                       the API in a page; /openapi/v1.json the document
          /docs/problems              what each refusal means and what to do
          /health/ready               database, migrations, lag

        """;

    /// <param name="console">Whether a browser is given the console.</param>
    public static void MapWelcome(this IEndpointRouteBuilder routes, bool console)
    {
        routes.MapGet("/", (HttpContext http) => (WantsHtml(http), console) switch
        {
            (true, true) => ConsoleEndpoints.PageAsync(http),
            (true, false) => Html(http).ExecuteAsync(http),
            _ => Results.Text(Text, "text/plain; charset=utf-8").ExecuteAsync(http),
        }).Needs(Scope.None).ExcludeFromDescription();
        routes.MapGet("/docs/problems", () => Results.Text(Resource("problems.md"), "text/markdown; charset=utf-8")).Needs(Scope.None).ExcludeFromDescription();
    }

    static IResult Html(HttpContext http) => Results.Content(
        Resource("welcome.html").Replace("{address}", $"{http.Request.Scheme}://{System.Net.WebUtility.HtmlEncode(http.Request.Host.ToString())}", StringComparison.Ordinal),
        "text/html; charset=utf-8");

    static bool WantsHtml(HttpContext http) =>
        http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    static string Resource(string name)
    {
        using var stream = typeof(WelcomeEndpoints).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

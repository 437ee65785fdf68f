using System.CommandLine;
using System.Globalization;
using JourneyTrace.Server.Terminal;

namespace JourneyTrace.Server.Commands;

/// <summary>What all reports have in common: ask, and show in the asked-for format.</summary>
static class Report
{
    public static async Task<int> RunAsync<T>(ServerOption server, ParseResult parsed, string path, Action<T> print, CancellationToken stop)
    {
        var client = server.Client(parsed);
        switch (server.Format(parsed))
        {
            case "csv":
                await Console.Out.WriteAsync(await client.GetTextAsync(path, "text/csv", stop));
                break;
            case "json":
                Show.Json(await client.GetAsync<T>(path, stop));
                break;
            default:
                print(await client.GetAsync<T>(path, stop));
                break;
        }
        return ExitCodes.Done;
    }

    public static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>What would have to be known for a better answer.</summary>
    public static void Missing(IReadOnlyList<string> missing)
    {
        foreach (var what in missing)
            Console.Error.WriteLine(what + ".");
    }

    public static void More(string? next)
    {
        if (next is not null)
            Console.Error.WriteLine("There are more; --limit shows up to 1000, --format csv all.");
    }
}

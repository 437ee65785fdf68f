using System.CommandLine;
using System.Text.Json;
using JourneyTrace.Catalogues;
using JourneyTrace.Client;
using JourneyTrace.Events;
using JourneyTrace.Http;
using JourneyTrace.Insight;
using JourneyTrace.Logs.Mappings;
using JourneyTrace.Server.Reports;

namespace JourneyTrace.Server.Commands;

/// <summary><c>report</c>: the same questions over one file, with neither a server nor a database.</summary>
static class ReportCommand
{
    public static Command Make()
    {
        var command = new Command("report", "Answer from one log alone (XES, CSV, OCEL 2.0; also .gz, .zip), in memory: no server, no database.");
        var file = new Argument<string>("FILE") { Description = "The log" };
        var mapping = new Option<string>("--mapping") { Description = "How rows become events: YAML, docs/integrators.md", Required = true };
        var catalogue = new Option<string>("--catalogue") { Description = "Links, calendars and terms, as JSON or YAML" };
        var by = new Option<string>("--by") { Description = "By what hotspots are told apart in a table or as CSV: " + string.Join(", ", FileReports.Keys.Select(key => key.Word)), DefaultValueFactory = _ => "link" };
        by.AcceptOnlyFromAmong([.. FileReports.Keys.Select(key => key.Word)]);
        var asOf = new Option<string>("--as-of") { Description = "As it stood then, such as 2026-03-02T09:00:00Z; now by default" };
        var format = new Option<string?>("--format") { Description = "table, json, csv (hotspots), or html: one page with charts; what --out ends with, or else table" };
        format.AcceptOnlyFromAmong("table", "json", "csv", "html");
        var output = new Option<string>("--out") { Description = "A file to write, such as report.html; standard output by default" };
        asOf.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && !Rfc3339.TryParse(result.Tokens[0].Value, out _))
                result.AddError($"'{result.Tokens[0].Value}' is no instant; --as-of needs one such as 2026-03-02T09:00:00Z");
        });
        command.Validators.Add(result =>
        {
            if (result.GetValue(output) is { } path && FormatOf(result.GetValue(format), path) == "table")
                result.AddError($"A table is for the terminal: --out {path} needs --format json, csv or html");
        });
        command.Arguments.Add(file);
        foreach (var option in new Option[] { mapping, catalogue, by, asOf, format, output })
            command.Options.Add(option);
        command.SetAction(async (parsed, stop) =>
        {
            using var text = new StreamReader(InputFile.Open(parsed.GetValue(mapping)!));
            var how = MappingReader.Read(await text.ReadToEndAsync(stop));
            var known = parsed.GetValue(catalogue) is { } name ? CatalogueOf(name) : Catalogue.Empty;
            var at = parsed.GetValue(asOf) is { } instant && Rfc3339.TryParse(instant, out var then) ? then : DateTime.UtcNow;
            await using var log = InputFile.Open(parsed.GetValue(file)!);
            var report = FileReports.Of(log, parsed.GetValue(file)!, how, known, at, stop);
            await using var to = parsed.GetValue(output) is { } path ? new StreamWriter(path) : null;
            Write(report, FormatOf(parsed.GetValue(format), parsed.GetValue(output)), parsed.GetValue(by)!, to ?? Console.Out);
            foreach (var problem in report.Problems)
                await Console.Error.WriteLineAsync("  " + problem);
            return report.Rejected > 0 ? ExitCodes.SomeRejected : ExitCodes.Done;
        });
        return command;
    }

    static string FormatOf(string? said, string? path) => said ?? Path.GetExtension(path)?.ToLowerInvariant() switch
    {
        ".html" or ".htm" => "html",
        ".json" => "json",
        ".csv" => "csv",
        _ => "table",
    };

    static void Write(FileReport report, string format, string by, TextWriter to)
    {
        switch (format)
        {
            case "json":
                to.WriteLine(JsonSerializer.Serialize(report, ReportText.Indented));
                break;
            case "csv":
                Hotspots.WriteCsv(report.Hotspots[by].Items, to);
                break;
            case "html":
                to.Write(ReportPage.Of(report));
                break;
            default:
                ReportText.Tables(report, by);
                break;
        }
    }

    /// <exception cref="JourneyTraceException">It is no catalogue.</exception>
    static Catalogue CatalogueOf(string name)
    {
        using var reader = new StreamReader(InputFile.Open(name));
        var text = reader.ReadToEnd();
        try
        {
            var (catalogue, refusals) = CatalogueReader.Read(text.TrimStart().StartsWith('{') ? JsonDocument.Parse(text).RootElement : Yaml.ToJson(text));
            return catalogue ?? throw new JourneyTraceException($"{name} is no catalogue: {string.Join("; ", refusals.Select(r => $"{r.Pointer}: {r.Detail}"))}");
        }
        catch (Exception e) when (e is JsonException or ProblemException)
        {
            throw new JourneyTraceException($"{name} is no catalogue: {e.Message}");
        }
    }
}

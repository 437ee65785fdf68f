using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace JourneyTrace.Http;

/// <summary>Tables as CSV (RFC 4180), streamed. A cell that a spreadsheet would take for a formula is made harmless.</summary>
public static class Csv
{
    /// <summary>Whether the caller asks for CSV.</summary>
    public static bool Wanted(HttpContext http) =>
        http.Request.GetTypedHeaders().Accept?.Any(type => type.MediaType.Equals("text/csv", StringComparison.OrdinalIgnoreCase)) == true;

    /// <summary>Writes rows as they come.</summary>
    public static async Task WriteAsync<T>(
        HttpContext http, IReadOnlyList<(string Name, Func<T, object?> Value)> columns, IAsyncEnumerable<T> rows, CancellationToken stop)
    {
        http.Response.ContentType = "text/csv; charset=utf-8";
        await using var writer = new StreamWriter(http.Response.Body, new UTF8Encoding(false), 16 * 1024);
        await writer.WriteAsync(Line(columns.Select(column => (object?)column.Name)));
        await foreach (var row in rows.WithCancellation(stop))
            await writer.WriteAsync(Line(columns.Select(column => column.Value(row))));
    }

    /// <summary>Writes rows to a file or a terminal.</summary>
    public static void Write<T>(TextWriter writer, IReadOnlyList<(string Name, Func<T, object?> Value)> columns, IEnumerable<T> rows)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(rows);
        writer.Write(Line(columns.Select(column => (object?)column.Name)));
        foreach (var row in rows)
            writer.Write(Line(columns.Select(column => column.Value(row))));
    }

    static string Line(IEnumerable<object?> cells) => string.Join(',', cells.Select(Cell)) + "\r\n";

    static string Cell(object? value)
    {
        var text = value switch
        {
            null => "",
            string s => Harmless(s),
            bool b => b ? "true" : "false",
            DateTime instant => Events.Rfc3339.ToMilliseconds(instant),
            IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };
        return text.AsSpan().ContainsAny("\",\r\n") ? "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" : text;
    }

    static string Harmless(string text) => text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;
}

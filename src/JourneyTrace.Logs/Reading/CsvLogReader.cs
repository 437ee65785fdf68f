using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace JourneyTrace.Logs.Reading;

/// <summary>CSV with a header. Rows of one case may stand anywhere: the rows are gathered by case.</summary>
public static class CsvLogReader
{
    const int LongestField = 1024 * 1024;

    /// <param name="caseColumn">The column that tells cases apart.</param>
    /// <param name="needed">Other columns that every row needs.</param>
    /// <exception cref="CsvHelperException">It is no CSV.</exception>
    public static IEnumerable<LogCase> Read(Stream stream, string caseColumn, IReadOnlyList<string> needed)
    {
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            DetectDelimiter = true,
            MaxFieldSize = LongestField,
            MissingFieldFound = null,
            BadDataFound = null,
            TrimOptions = TrimOptions.Trim,
        };
        using var csv = new CsvReader(new StreamReader(stream), configuration);
        if (!csv.Read() || !csv.ReadHeader())
            throw new LogFormatException("The CSV is empty; it needs a header and a row for each event");
        var header = csv.HeaderRecord!;
        if (needed.Prepend(caseColumn).FirstOrDefault(column => !header.Contains(column, StringComparer.Ordinal)) is { } missing)
            throw new LogFormatException($"The CSV has no column '{missing}', which the mapping names; it has: {string.Join(", ", header)}");
        var cases = new CaseGathering();
        while (csv.Read())
            cases.Add(csv.GetField(caseColumn), new LogRow(csv.Parser.RawRow, Attributes(csv, header)));
        return cases.Cases();
    }

    static Dictionary<string, string> Attributes(CsvReader csv, string[] header)
    {
        var attributes = new Dictionary<string, string>(header.Length, StringComparer.Ordinal);
        for (var i = 0; i < header.Length; i++)
        {
            if (csv.TryGetField<string>(i, out var value) && !string.IsNullOrEmpty(value))
                attributes[header[i]] = value;
        }
        return attributes;
    }
}

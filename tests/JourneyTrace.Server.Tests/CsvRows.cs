using System.Globalization;
using CsvHelper;

namespace JourneyTrace.Server.Tests;

/// <summary>The rows of a CSV file by the names of its columns.</summary>
static class CsvRows
{
    public static List<Dictionary<string, string>> Read(string file)
    {
        using var csv = new CsvReader(new StreamReader(file), CultureInfo.InvariantCulture);
        var rows = new List<Dictionary<string, string>>();
        csv.Read();
        csv.ReadHeader();
        while (csv.Read())
            rows.Add(csv.HeaderRecord!.ToDictionary(name => name, name => csv.GetField(name)!, StringComparer.Ordinal));
        return rows;
    }
}

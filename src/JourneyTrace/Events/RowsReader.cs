using System.Globalization;
using System.Text.Json;

namespace JourneyTrace.Events;

/// <summary>Reads a list of small objects of known members into one flat list of texts; what was left out is empty.</summary>
static class RowsReader
{
    const int MostRows = 1000;

    public static readonly Column[] Steps = [new("link", Required: true), new("kind") { Words = HandoffSchemas.Kinds }, new("within", OfTime: true)];

    public static readonly Column[] Survey = [new("layer", Required: true), new("answer", Required: true), new("count", Required: true, OfNumber: true)];

    /// <summary>One member of each object.</summary>
    public sealed record Column(string Name, bool Required = false, bool OfTime = false, bool OfNumber = false)
    {
        /// <summary>Where not empty, the only words that are taken.</summary>
        public IReadOnlyList<string> Words { get; init; } = [];
    }

    public static Refusal? Read(ref Utf8JsonReader reader, Field field, Column[] columns, ref FieldValue value)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            return new Refusal("wrong_type", "/data/" + field.Name, $"data.{field.Name} needs a list of objects with {string.Join(", ", columns.Select(c => c.Name))}");
        var cells = new List<string>();
        for (var row = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; row++)
        {
            if (row == MostRows)
                return new Refusal("invalid_value", "/data/" + field.Name, $"data.{field.Name} has more than {MostRows} entries");
            if (ReadRow(ref reader, $"/data/{field.Name}/{row}", columns, cells) is { } refusal)
                return refusal;
        }
        value.List = [.. cells];
        return cells.Count > 0 ? null : new Refusal("invalid_value", "/data/" + field.Name, $"data.{field.Name} is empty; send at least one entry");
    }

    static Refusal? ReadRow(ref Utf8JsonReader reader, string pointer, Column[] columns, List<string> cells)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            return new Refusal("wrong_type", pointer, $"Each entry needs an object with {string.Join(", ", columns.Select(c => c.Name))}");
        var row = new string?[columns.Length];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = FieldReader.Text(ref reader);
            var column = Array.FindIndex(columns, c => c.Name == name);
            reader.Read();
            if (column < 0 || reader.TokenType == JsonTokenType.Null)
                reader.Skip();
            else if (row[column] is not null)
                return new Refusal("invalid_value", $"{pointer}/{name}", $"'{name}' stands twice; send it once");
            else if (ReadCell(ref reader, $"{pointer}/{name}", columns[column], out row[column]) is { } refusal)
                return refusal;
        }
        for (var i = 0; i < columns.Length; i++)
        {
            if (columns[i].Required && row[i] is null)
                return new Refusal("missing_field", $"{pointer}/{columns[i].Name}", $"Each entry needs '{columns[i].Name}'");
            cells.Add(row[i] ?? "");
        }
        return null;
    }

    static Refusal? ReadCell(ref Utf8JsonReader reader, string pointer, Column column, out string? cell)
    {
        cell = null;
        if (column.OfNumber)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetDouble(out var number) || number is < 0 or > 1e12)
                return new Refusal("invalid_value", pointer, $"'{column.Name}' needs a number from 0 on");
            cell = number.ToString("R", CultureInfo.InvariantCulture);
            return null;
        }
        cell = reader.TokenType == JsonTokenType.String ? FieldReader.Text(ref reader) : null;
        if (cell is null || !FieldReader.IsIdentifier(cell))
            return new Refusal("wrong_type", pointer, $"'{column.Name}' needs a string of 1 to 200 characters");
        if (column.Words.Count > 0 && !column.Words.Contains(cell, StringComparer.Ordinal))
            return new Refusal("invalid_value", pointer, $"'{column.Name}' is '{cell}'; use one of: {string.Join(", ", column.Words)}");
        return column.OfTime && !Iso8601Duration.TryParse(cell, out _)
            ? new Refusal("invalid_value", pointer, $"'{column.Name}' needs an ISO 8601 duration without months or years, such as PT4H or P3D")
            : null;
    }
}

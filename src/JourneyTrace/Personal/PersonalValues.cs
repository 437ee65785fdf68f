using System.Text.Encodings.Web;
using System.Text.Json;
using JourneyTrace.Storage;

namespace JourneyTrace.Personal;

/// <summary>What pseudonyms stand for in some cases, where that can still be read.</summary>
/// <param name="keys">The keys of each case that were not destroyed.</param>
/// <param name="values">What was sealed with each of them, as JSON.</param>
public sealed class PersonalValues(ILookup<string, long> keys, IReadOnlyDictionary<(long Key, string Pseudonym), string> values)
{
    internal static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>For those who may see none.</summary>
    public static PersonalValues None { get; } = new(Array.Empty<long>().ToLookup(_ => "", StringComparer.Ordinal), new Dictionary<(long, string), string>());

    /// <summary>The event as it was sent; what was forgotten stays a pseudonym.</summary>
    public StoredEvent Unveil(StoredEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        if (values.Count == 0)
            return e;
        return e with { Data = Unveil(e.Subject, e.Data), Extensions = e.Extensions is null ? null : Unveil(e.Subject, e.Extensions) };
    }

    /// <summary>The text that a pseudonym stands for in a case; the pseudonym itself where that cannot be read any more.</summary>
    public string? Of(string @case, string? pseudonym) => pseudonym is not null && Json(@case, pseudonym) is { } json ? Text(json) : pseudonym;

    string? Json(string @case, string pseudonym)
    {
        foreach (var key in keys[@case])
        {
            if (values.TryGetValue((key, pseudonym), out var json))
                return json;
        }
        return null;
    }

    byte[] Unveil(string @case, byte[] json) => PersonalFields.MayStandIn(json)
        ? PersonalFields.Replace(json, (kind, value, _) => kind == JsonTokenType.String && Pseudonyms.IsOne(value) ? Json(@case, value) : null) ?? json
        : json;

    internal static string Text(string json) => json.StartsWith('"') ? JsonSerializer.Deserialize<string>(json)! : json;
}

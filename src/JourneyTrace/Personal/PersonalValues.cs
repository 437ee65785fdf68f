using System.Text.Encodings.Web;
using System.Text.Json;
using JourneyTrace.Storage;

namespace JourneyTrace.Personal;

/// <summary>What pseudonyms stand for in some cases, where that can still be read.</summary>
public sealed class PersonalValues(IReadOnlyDictionary<(string Case, string Pseudonym), string> values)
{
    internal static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The event as it was sent; what was forgotten stays a pseudonym.</summary>
    public StoredEvent Unveil(StoredEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        if (values.Count == 0)
            return e;
        return e with { Data = Unveil(e.Subject, e.Data), Extensions = e.Extensions is null ? null : Unveil(e.Subject, e.Extensions) };
    }

    /// <summary>The text that a pseudonym stands for in a case; the pseudonym itself where that cannot be read any more.</summary>
    public string? Of(string @case, string? pseudonym) =>
        pseudonym is not null && values.TryGetValue((@case, pseudonym), out var json) ? Text(json) : pseudonym;

    byte[] Unveil(string @case, byte[] json) => PersonalFields.MayStandIn(json)
        ? PersonalFields.Replace(json, (kind, value, _) => kind == JsonTokenType.String && values.TryGetValue((@case, value), out var text) ? text : null) ?? json
        : json;

    internal static string Text(string json) => json.StartsWith('"') ? JsonSerializer.Deserialize<string>(json)! : json;
}

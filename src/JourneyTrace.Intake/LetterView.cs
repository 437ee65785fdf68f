using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using JourneyTrace.Client;
using JourneyTrace.Http.Access;
using JourneyTrace.Personal;
using JourneyTrace.Storage;
using Microsoft.AspNetCore.Http;

namespace JourneyTrace.Intake;

/// <summary>Dead letters as who asks may see them: whole, or with pseudonyms in place of personal values; what is no JSON may hold some anywhere, and is kept back.</summary>
sealed class LetterView
{
    const string Personal = "personal";
    const string Forgotten = "forgotten";

    readonly Pseudonyms? _pseudonyms;

    LetterView(Pseudonyms? pseudonyms) => _pseudonyms = pseudonyms;

    public static async Task<LetterView> OfAsync(HttpContext http, PersonalVault vault) =>
        new(Caller.Of(http).Scopes.HasFlag(Scope.Personal) ? null : await vault.PseudonymsAsync(http.RequestAborted));

    public DeadLetterItem Of(DeadLetter letter)
    {
        var (body, withheld) = letter.Forgotten ? (null, Forgotten) : _pseudonyms is null ? (letter.Body, null) : Masked(letter.Body, _pseudonyms);
        // Why a row of a file was refused quotes it.
        var detail = withheld is not null && body is null ? "" : letter.Refusal.Detail;
        return new DeadLetterItem(
            letter.Number, letter.ReceivedAt, letter.LastSeenAt, letter.Seen, letter.Origin, letter.ContentType, letter.Refusal.Code, letter.Refusal.Pointer, detail,
            letter.Source, letter.Id, letter.ResolvedAt, body is not null && Utf8.IsValid(body) ? Encoding.UTF8.GetString(body) : null, Convert.ToBase64String(body ?? []), withheld);
    }

    /// <summary>A mended body, with the values that the letter holds in place of the pseudonyms that were shown for them.</summary>
    public static ReadOnlyMemory<byte> WithWhatWasShownMasked(ReadOnlyMemory<byte> mended, DeadLetter letter, Pseudonyms pseudonyms)
    {
        var held = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            if (!PersonalFields.MayStandIn(mended.Span) || letter.Forgotten)
                return mended;
            PersonalFields.Replace(letter.Body, (kind, value, _) =>
            {
                held[pseudonyms.Of(kind, value)] = kind == JsonTokenType.String ? JsonSerializer.Serialize(value) : value;
                return null;
            });
            return PersonalFields.Replace(mended.Span, (kind, value, _) => kind == JsonTokenType.String ? held.GetValueOrDefault(value) : null) ?? mended;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // One of them is no JSON: nothing was shown masked, or what was mended is refused for it.
            return mended;
        }
    }

    static (byte[]? Body, string? Withheld) Masked(byte[] body, Pseudonyms pseudonyms)
    {
        try
        {
            if (!PersonalFields.IsEvent(body))
                return (null, Personal);
            var masked = PersonalFields.Replace(body, (kind, value, _) => $"\"{pseudonyms.Of(kind, value)}\"");
            return masked is null ? (body, null) : (masked, Personal);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return (null, Personal);
        }
    }
}

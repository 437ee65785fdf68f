using System.Text.Json;
using System.Text.Json.Nodes;
using JourneyTrace.Storage;

namespace JourneyTrace.Personal;

/// <summary>
/// Dead letters, sealed: what was rejected may hold personal data anywhere, as it is no event. Under the key of the customer or the case that it names,
/// where that can be read; else under one of the tenant's own, and looked through when somebody is to be forgotten.
/// </summary>
public sealed class PersonalDeadLetters(IDeadLetters inner, PersonalVault vault) : IDeadLetters
{
    const string Place = "dead-letter";
    const int AtOnce = 500;

    // A case has a name.
    const string NoCase = "";

    static ReadOnlySpan<byte> Mark => "JTp1"u8;

    public async Task KeepAsync(IReadOnlyList<NewDeadLetter> letters, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(letters);
        if (letters.Count == 0)
            return;
        var pseudonyms = await vault.PseudonymsAsync(stop);
        var bodies = await vault.SealAsync(Place, [.. letters.Select(letter => (Named(letter.Body, pseudonyms), letter.Body))], stop);
        await inner.KeepAsync([.. letters.Zip(bodies, (letter, body) => letter with
        {
            Body = body is null ? ReadOnlyMemory<byte>.Empty : (byte[])[.. Mark, .. body], Hash = pseudonyms.NameOf(letter.Body.Span),
        })], stop);
    }

    public async Task<IReadOnlyList<DeadLetter>> ReadAsync(long after, int limit, bool resolved, CancellationToken stop) =>
        await OpenAsync(await inner.ReadAsync(after, limit, resolved, stop), stop);

    public async Task<DeadLetter?> FindAsync(long number, CancellationToken stop) => await OpenAsync(await inner.FindAsync(number, stop), stop);

    public async Task<DeadLetter?> FindAsync(string source, string id, CancellationToken stop) => await OpenAsync(await inner.FindAsync(source, id, stop), stop);

    public Task ResolveAsync(long number, CancellationToken stop) => inner.ResolveAsync(number, stop);

    public Task EraseAsync(IReadOnlyList<long> numbers, CancellationToken stop) => inner.EraseAsync(numbers, stop);

    /// <summary>Destroys what any dead letter holds that has this text in it.</summary>
    /// <returns>How many.</returns>
    public async Task<int> EraseAllWithAsync(string text, CancellationToken stop)
    {
        var (erased, after, sought) = (0, 0L, Spellings(text));
        while (await ReadAsync(after, AtOnce, resolved: true, stop) is { Count: > 0 } some)
        {
            var found = some.Where(letter => sought.Any(spelling => letter.Body.AsSpan().IndexOf(spelling) >= 0)).Select(letter => letter.Number).ToList();
            await inner.EraseAsync(found, stop);
            (erased, after) = (erased + found.Count, some[^1].Number);
        }
        return erased;
    }

    /// <summary>As it may stand in JSON, and as it stands elsewhere.</summary>
    static List<byte[]> Spellings(string text) =>
    [
        System.Text.Encoding.UTF8.GetBytes(text), System.Text.Encoding.UTF8.GetBytes(JsonSerializer.Serialize(text).Trim('"')),
        System.Text.Encoding.UTF8.GetBytes(JsonSerializer.Serialize(text, PersonalValues.Plain).Trim('"')), System.Text.Encoding.Latin1.GetBytes(text),
    ];

    async Task<DeadLetter?> OpenAsync(DeadLetter? letter, CancellationToken stop) => letter is null ? null : (await OpenAsync([letter], stop))[0];

    async Task<IReadOnlyList<DeadLetter>> OpenAsync(IReadOnlyList<DeadLetter> some, CancellationToken stop)
    {
        var closed = some.Where(letter => letter.Body.AsSpan().StartsWith(Mark)).ToList();
        var bodies = await vault.OpenAsync([.. closed.Select(letter => (Place, letter.Body[Mark.Length..]))], stop);
        var open = closed.Zip(bodies, (letter, body) => letter with { Body = body ?? [], Forgotten = body is null }).ToDictionary(letter => letter.Number);
        return [.. some.Select(letter => open.GetValueOrDefault(letter.Number) ?? letter with { Forgotten = letter.Body.Length == 0 })];
    }

    /// <summary>The case and the customer that a rejected body names, as far as it can be read.</summary>
    static (string Case, string? Customer) Named(ReadOnlyMemory<byte> body, Pseudonyms pseudonyms)
    {
        try
        {
            if (JsonNode.Parse(body.Span) is not JsonObject json)
                return (NoCase, null);
            string? customer = null;
            PersonalFields.Replace(body.Span, (kind, value, names) =>
            {
                customer ??= names ? pseudonyms.Of(kind, value) : null;
                return null;
            });
            return (json["subject"] is JsonValue subject && subject.TryGetValue<string>(out var name) && name.Length <= 400 && !name.Contains('\0', StringComparison.Ordinal) ? name : NoCase, customer);
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            return (NoCase, null);
        }
    }
}

using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using JourneyTrace.Storage;

namespace JourneyTrace.Personal;

/// <summary>
/// Dead letters, sealed with why they were rejected: both may hold personal data anywhere, as it is no event. Under the key of the customer or the case that
/// it names, where that can be read; else under one of the tenant's own, and those are looked through when somebody is to be forgotten.
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
        try
        {
            var pseudonyms = await vault.PseudonymsAsync(stop);
            var bodies = await vault.SealAsync(Place, [.. letters.Select(letter => (Named(letter.Body, pseudonyms), WithDetail(letter)))], stop);
            await inner.KeepAsync([.. letters.Zip(bodies, (letter, body) => letter with
            {
                Refusal = letter.Refusal with { Detail = "" }, Body = body is null ? ReadOnlyMemory<byte>.Empty : (byte[])[.. Mark, .. body], Hash = pseudonyms.NameOf(letter.Body.Span),
            })], stop);
        }
        catch
        {
            vault.LookAgain();
            throw;
        }
    }

    public async Task<IReadOnlyList<DeadLetter>> ReadAsync(long after, int limit, bool resolved, CancellationToken stop) =>
        await OpenAsync(await inner.ReadAsync(after, limit, resolved, stop), stop);

    public async Task<DeadLetter?> FindAsync(long number, CancellationToken stop) => await OpenAsync(await inner.FindAsync(number, stop), stop);

    public async Task<DeadLetter?> FindAsync(string source, string id, CancellationToken stop) => await OpenAsync(await inner.FindAsync(source, id, stop), stop);

    public Task ResolveAsync(long number, CancellationToken stop) => inner.ResolveAsync(number, stop);

    public Task EraseAsync(IReadOnlyList<long> numbers, CancellationToken stop) => inner.EraseAsync(numbers, stop);

    /// <summary>Those that were sealed with these keys.</summary>
    public Task<IReadOnlyList<DeadLetter>> UnderAsync(IReadOnlyList<long> keys, CancellationToken stop) => AllAsync(keys, _ => true, stop);

    /// <summary>Of those that name no case and no customer, the ones that hold one of these texts: as a word of its own, and not within a longer one.</summary>
    public async Task<IReadOnlyList<DeadLetter>> NamelessWithAsync(IReadOnlyList<string> texts, CancellationToken stop) =>
        await AllAsync(await vault.KeysOfCaseAsync(NoCase, stop), letter => WordSearch.Finds(letter.Body, texts), stop);

    async Task<IReadOnlyList<DeadLetter>> AllAsync(IReadOnlyList<long> keys, Func<DeadLetter, bool> wanted, CancellationToken stop)
    {
        var (found, after) = (new List<DeadLetter>(), 0L);
        while (await inner.ReadAsync(after, AtOnce, resolved: true, stop) is { Count: > 0 } some)
        {
            var open = await OpenAsync([.. some.Where(letter => IsSealed(letter) && keys.Contains(PersonalVault.KeyOf(letter.Body.AsSpan(Mark.Length))))], stop);
            found.AddRange(open.Where(wanted));
            after = some[^1].Number;
        }
        return found;
    }

    async Task<DeadLetter?> OpenAsync(DeadLetter? letter, CancellationToken stop) => letter is null ? null : (await OpenAsync([letter], stop))[0];

    async Task<IReadOnlyList<DeadLetter>> OpenAsync(IReadOnlyList<DeadLetter> some, CancellationToken stop)
    {
        var closed = some.Where(IsSealed).ToList();
        var bodies = await vault.OpenAsync([.. closed.Select(letter => (Place, letter.Body[Mark.Length..]))], stop);
        var open = closed.Zip(bodies, Opened).ToDictionary(letter => letter.Number);
        return [.. some.Select(letter => open.GetValueOrDefault(letter.Number) ?? letter with { Forgotten = letter.Body.Length == 0 })];
    }

    static bool IsSealed(DeadLetter letter) => letter.Body.AsSpan().StartsWith(Mark);

    /// <summary>Its detail, which may quote it, and then its body.</summary>
    static ReadOnlyMemory<byte> WithDetail(NewDeadLetter letter)
    {
        var detail = Encoding.UTF8.GetBytes(letter.Refusal.Detail);
        var whole = new byte[sizeof(int) + detail.Length + letter.Body.Length];
        BinaryPrimitives.WriteInt32LittleEndian(whole, detail.Length);
        detail.CopyTo(whole, sizeof(int));
        letter.Body.CopyTo(whole.AsMemory(sizeof(int) + detail.Length));
        return whole;
    }

    static DeadLetter Opened(DeadLetter letter, byte[]? whole)
    {
        if (whole is null)
            return letter with { Body = [], Forgotten = true };
        var body = sizeof(int) + BinaryPrimitives.ReadInt32LittleEndian(whole);
        return letter with { Refusal = letter.Refusal with { Detail = Encoding.UTF8.GetString(whole.AsSpan(sizeof(int)..body)) }, Body = whole[body..] };
    }

    /// <summary>The case and the customer that a rejected body names, as far as it can be read. A customer without a case has a key of his own.</summary>
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
            var subject = json["subject"] is JsonValue value && value.TryGetValue<string>(out var name) && name.Length is > 0 and <= 400 && !name.Contains('\0', StringComparison.Ordinal) ? name : null;
            return (subject ?? customer ?? NoCase, customer);
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            return (NoCase, null);
        }
    }
}

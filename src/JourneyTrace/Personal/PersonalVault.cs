using System.Security.Cryptography;
using System.Text;
using JourneyTrace.Events;
using JourneyTrace.Storage;

namespace JourneyTrace.Personal;

/// <summary>
/// Keeps personal data out of the log: each value of an event's <c>person</c> and <c>customer</c> goes into a place of its own, sealed with a key of the
/// customer, and a pseudonym stands for it everywhere else. Where the key is destroyed nobody can read the value again, in the log or in any copy of it,
/// and all that was counted stays the same. Of one tenant; safe to share between threads.
/// </summary>
/// <param name="master">The operator's own key, that customers' keys are wrapped with; null where he has none.</param>
public sealed class PersonalVault(IPersonalData store, byte[]? master)
{
    // What is shorter stands in many texts by chance.
    const int ShortestName = 4;

    readonly CaseKeys _keys = new(store, master);
    readonly Remembered<(long Key, string Pseudonym), bool> _kept = new(50_000);
    Pseudonyms? _pseudonyms;

    /// <summary>The tenant's pseudonyms.</summary>
    /// <exception cref="PersonalKeyException">The operator's key is not the one of before.</exception>
    /// <exception cref="StoreUnavailableException">The store cannot be reached. So for all others.</exception>
    public async ValueTask<Pseudonyms> PseudonymsAsync(CancellationToken stop) => _pseudonyms ??= new Pseudonyms(
        PersonalCipher.Unwrap(master, await store.SecretAsync(PersonalCipher.Wrap(master, RandomNumberGenerator.GetBytes(PersonalCipher.KeyLength)), stop)));

    /// <summary>Looks whether the operator's key is the one of before, and closes the tenant's secret with it where there was none.</summary>
    /// <exception cref="PersonalKeyException">It is not.</exception>
    public async Task BeginAsync(CancellationToken stop)
    {
        await PseudonymsAsync(stop);
        foreach (var key in await store.SomeKeysAsync(stop))
            PersonalCipher.Unwrap(master, key);
        var secret = await store.SecretAsync([], stop);
        if (master is not null && !PersonalCipher.IsWrapped(secret))
            await store.ReplaceSecretAsync(secret, PersonalCipher.Wrap(master, PersonalCipher.Unwrap(master, secret)), stop);
    }

    /// <summary>The events with pseudonyms in place of personal values; these are kept, sealed.</summary>
    public async Task<IReadOnlyList<NewEvent>> ProtectAsync(IReadOnlyList<NewEvent> events, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(events);
        if (!events.Any(PersonalEvent.MayBe))
            return events;
        var pseudonyms = await PseudonymsAsync(stop);
        var (all, personal) = (new List<NewEvent>(events.Count), new List<PersonalEvent>());
        foreach (var e in events)
        {
            var read = PersonalEvent.Of(e, pseudonyms);
            all.Add(read?.Event ?? e);
            if (read is not null)
                personal.Add(read);
        }
        if (personal.Count > 0 && !await TryKeepAsync(personal, stop))
        {
            // A key that is remembered here is gone: the store lost what it had, and is asked anew.
            LookAgain();
            if (!await TryKeepAsync(personal, stop))
                throw new StoreUnavailableException("Keys of personal data were made and are not there", new InvalidOperationException());
        }
        return all;
    }

    /// <summary>The same, with nothing kept.</summary>
    public async Task<IReadOnlyList<NewEvent>> PseudonymiseAsync(IReadOnlyList<NewEvent> events, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(events);
        if (!events.Any(PersonalEvent.MayBe))
            return events;
        var pseudonyms = await PseudonymsAsync(stop);
        return [.. events.Select(e => PersonalEvent.Of(e, pseudonyms)?.Event ?? e)];
    }

    /// <summary>What this process remembers of what is kept is asked for again: it may not be so, as the store failed; or a key was destroyed.</summary>
    public void LookAgain()
    {
        _keys.LookAgain();
        _kept.Clear();
    }

    /// <summary>What stood where there are pseudonyms now, in these cases.</summary>
    public async Task<PersonalValues> OfCasesAsync(IReadOnlyList<string> cases, CancellationToken stop)
    {
        var keys = (await store.KeysOfCasesAsync(cases, stop)).Where(key => key.Key is not null).ToList();
        return new PersonalValues(keys.ToLookup(key => key.Case, key => key.Number, StringComparer.Ordinal), await ValuesAsync([.. keys.Select(key => key.Number).Distinct()], stop));
    }

    /// <summary>The texts that these pseudonyms stand for in any case; those that nothing is kept for any more are left out.</summary>
    public async Task<IReadOnlyDictionary<string, string>> NamesOfAsync(IEnumerable<string> pseudonyms, CancellationToken stop)
    {
        var asked = pseudonyms.Where(p => Pseudonyms.IsOne(p)).Distinct(StringComparer.Ordinal).ToList();
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        if (asked.Count == 0)
            return names;
        foreach (var kept in await store.OfPseudonymsAsync(asked, [], stop))
            names[kept.Pseudonym] = PersonalValues.Text(Open(kept));
        return names;
    }

    /// <summary>Seals bytes as those of cases and their customers' pseudonyms, in order; null for those whose key was destroyed.</summary>
    public async Task<IReadOnlyList<byte[]?>> SealAsync(
        string place, IReadOnlyList<((string Case, string? Customer) Of, ReadOnlyMemory<byte> Value)> values, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(values);
        var keys = await _keys.OfAsync([.. values.Select(v => v.Of)], stop);
        return [.. values.Select(v => keys[v.Of] is { Key: { } key, Number: var number }
            ? (byte[])[.. BitConverter.GetBytes(number), .. PersonalCipher.Seal(key, number, place, v.Value.Span)]
            : null)];
    }

    /// <summary>The bytes again, in order; null for those whose key was destroyed.</summary>
    public async Task<IReadOnlyList<byte[]?>> OpenAsync(IReadOnlyList<(string Place, byte[] Sealed)> values, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(values);
        var keys = await store.KeysAsync([.. values.Select(v => BitConverter.ToInt64(v.Sealed)).Distinct()], stop);
        return [.. values.Select(v =>
        {
            var number = BitConverter.ToInt64(v.Sealed);
            return keys.TryGetValue(number, out var key) ? PersonalCipher.Open(PersonalCipher.Unwrap(master, key), number, v.Place, v.Sealed.AsSpan(sizeof(long))) : null;
        })];
    }

    /// <summary>Every case of a customer whose key is not destroyed.</summary>
    /// <param name="customer">As it was sent.</param>
    public async Task<IReadOnlyList<string>> CasesOfAsync(string customer, CancellationToken stop) =>
        await store.CasesOfAsync((await PseudonymsAsync(stop)).Of(customer), stop);

    /// <summary>The keys of a customer that were not destroyed.</summary>
    /// <param name="customer">As it was sent.</param>
    public async Task<IReadOnlyList<long>> KeysOfCustomerAsync(string customer, CancellationToken stop) =>
        await store.KeysOfCustomerAsync((await PseudonymsAsync(stop)).Of(customer), stop);

    /// <summary>The keys of a case that are nobody's, and were not destroyed.</summary>
    public Task<IReadOnlyList<long>> KeysOfCaseAsync(string @case, CancellationToken stop) => store.KeysOfCaseAsync(@case, stop);

    /// <summary>The number of the key that something was sealed with.</summary>
    public static long KeyOf(ReadOnlySpan<byte> sealedBytes) => BitConverter.ToInt64(sealedBytes);

    /// <summary>What a customer alone is known by, and those who served nobody else: it may stand in what names nobody.</summary>
    /// <param name="customer">As it was sent.</param>
    public async Task<IReadOnlyList<string>> TextsOfCustomerAsync(string customer, CancellationToken stop)
    {
        var own = await KeysOfCustomerAsync(customer, stop);
        var values = await ValuesAsync(own, stop);
        var pseudonyms = values.Keys.Select(value => value.Pseudonym).Distinct(StringComparer.Ordinal).ToList();
        var others = pseudonyms.Count == 0 ? [] : (await store.OfPseudonymsAsync(pseudonyms, own, stop)).Select(kept => kept.Pseudonym).ToHashSet(StringComparer.Ordinal);
        var texts = values.Where(value => !others.Contains(value.Key.Pseudonym)).Select(value => PersonalValues.Text(value.Value)).Where(text => text.Length >= ShortestName);
        return [.. texts.Append(customer).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Destroys the keys of a customer.</summary>
    /// <param name="customer">As it was sent.</param>
    public async Task<ForgottenData> ForgetCustomerAsync(string customer, CancellationToken stop)
    {
        var forgotten = await store.ForgetCustomerAsync((await PseudonymsAsync(stop)).Of(customer), stop);
        LookAgain();
        return forgotten;
    }

    /// <summary>Destroys the key of a case that names no customer.</summary>
    public async Task<ForgottenData> ForgetCaseAsync(string @case, CancellationToken stop)
    {
        var forgotten = await store.ForgetCaseAsync(@case, stop);
        LookAgain();
        return forgotten;
    }

    async Task<Dictionary<(long Key, string Pseudonym), string>> ValuesAsync(IReadOnlyList<long> keys, CancellationToken stop)
    {
        var (values, unwrapped) = (new Dictionary<(long, string), string>(), new Dictionary<long, byte[]>());
        foreach (var kept in keys.Count == 0 ? [] : await store.ValuesOfKeysAsync(keys, stop))
        {
            if (!unwrapped.TryGetValue(kept.Number, out var key))
                unwrapped.Add(kept.Number, key = PersonalCipher.Unwrap(master, kept.Key));
            values[(kept.Number, kept.Pseudonym)] = Encoding.UTF8.GetString(PersonalCipher.Open(key, kept.Number, kept.Pseudonym, kept.Sealed));
        }
        return values;
    }

    string Open(KeptValue kept) =>
        Encoding.UTF8.GetString(PersonalCipher.Open(PersonalCipher.Unwrap(master, kept.Key), kept.Number, kept.Pseudonym, kept.Sealed));

    async Task<bool> TryKeepAsync(List<PersonalEvent> events, CancellationToken stop)
    {
        var keys = await _keys.OfAsync([.. events.Select(e => (e.Event.Subject, e.Customer))], stop);
        var values = new Dictionary<(long, string), SealedValue>();
        foreach (var e in events)
        {
            var key = keys[(e.Event.Subject, e.Customer)];
            foreach (var (pseudonym, json) in key.Key is null ? [] : e.Values)
            {
                var name = (key.Number, pseudonym);
                if (!_kept.TryFind(name, out _) && !values.ContainsKey(name))
                    values.Add(name, new SealedValue(key.Number, pseudonym, PersonalCipher.Seal(key.Key!, key.Number, pseudonym, Encoding.UTF8.GetBytes(json))));
            }
        }
        if (values.Count == 0)
            return true;
        if (!await store.TryKeepAsync([.. values.Values], stop))
            return false;
        foreach (var name in values.Keys)
            _kept.Remember(name, true);
        return true;
    }
}

using System.Security.Cryptography;
using JourneyTrace.Storage;

namespace JourneyTrace.Personal;

/// <summary>The key that a case's personal values are sealed with: of its customer, or its own where it names none. Made where there is none yet. Of one tenant; safe to share between threads.</summary>
/// <param name="master">The operator's own key, that these are wrapped with; null where he has none.</param>
sealed class CaseKeys(IPersonalData store, byte[]? master)
{
    readonly Remembered<string, CaseKey> _known = new(50_000, StringComparer.Ordinal);

    /// <summary>They are asked for again: what is remembered may not be so any more.</summary>
    public void LookAgain() => _known.Clear();

    /// <summary>By case and customer as they were asked for. What a case names as its customer anywhere among them holds for all of it.</summary>
    public async Task<IReadOnlyDictionary<(string Case, string? Customer), CaseKey>> OfAsync(IReadOnlyList<(string Case, string? Customer)> all, CancellationToken stop)
    {
        var named = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (@case, customer) in all)
        {
            if (customer is not null)
                named.TryAdd(@case, customer);
        }
        var (keys, missing) = (new Dictionary<(string, string?), CaseKey>(), new Dictionary<(string, string?), (string Case, string? Customer)>());
        foreach (var asked in all)
        {
            if (keys.ContainsKey(asked))
                continue;
            var meant = asked with { Customer = asked.Customer ?? named.GetValueOrDefault(asked.Case) };
            if (Known(meant.Case, meant.Customer) is { } key)
                keys[asked] = key;
            else
                missing[asked] = meant;
        }
        if (missing.Count > 0)
        {
            var found = await AskAsync([.. missing.Values.Distinct()], stop);
            foreach (var (asked, meant) in missing)
                keys[asked] = found[meant];
        }
        return keys;
    }

    CaseKey? Known(string @case, string? customer) =>
        _known.TryFind(@case, out var key) && (customer is null || key.Customer == customer) ? key : null;

    async Task<Dictionary<(string, string?), CaseKey>> AskAsync(List<(string Case, string? Customer)> missing, CancellationToken stop)
    {
        var wanted = missing.Select(m => new WantedKey(m.Case, m.Customer, PersonalCipher.Wrap(master, RandomNumberGenerator.GetBytes(PersonalCipher.KeyLength)))).ToList();
        var (found, answered) = (new Dictionary<(string, string?), CaseKey>(), await store.KeysOfAsync(wanted, stop));
        for (var i = 0; i < wanted.Count; i++)
        {
            var key = answered[i] with { Key = answered[i].Key is { } bytes ? PersonalCipher.Unwrap(master, bytes) : null };
            _known.Remember(key.Case, key);
            found[(wanted[i].Case, wanted[i].Customer)] = key;
        }
        return found;
    }
}

namespace JourneyTrace.Storage;

/// <summary>
/// Personal values of one tenant, kept apart from the log, each sealed with the key of the customer whose case it came up in; and those keys. Keys are
/// kept as they are given: whoever gives them may have wrapped them.
/// </summary>
public interface IPersonalData
{
    /// <summary>The tenant's secret; where there is none yet, the one that is given, from now on and for ever.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be reached. So for all others.</exception>
    Task<byte[]> SecretAsync(byte[] first, CancellationToken stop);

    /// <summary>The same secret, kept in another way; nothing where it is not kept as <paramref name="before"/> any more.</summary>
    Task ReplaceSecretAsync(byte[] before, byte[] after, CancellationToken stop);

    /// <summary>The oldest and the newest key that is not destroyed.</summary>
    Task<IReadOnlyList<byte[]>> SomeKeysAsync(CancellationToken stop);

    /// <summary>
    /// The key that values of each case are sealed with from now on. A case that names a customer uses the customer's; one that named none before becomes
    /// that customer's with its own key. A key that was destroyed is given without its bytes.
    /// </summary>
    Task<IReadOnlyList<CaseKey>> KeysOfAsync(IReadOnlyList<WantedKey> wanted, CancellationToken stop);

    /// <summary>
    /// Keeps sealed values; those that are kept already, and those of a key that was destroyed, are passed over. Returns when it has committed; false, and
    /// nothing kept, where one of the keys never was there.
    /// </summary>
    Task<bool> TryKeepAsync(IReadOnlyList<SealedValue> values, CancellationToken stop);

    /// <summary>The keys of these cases, also those that were destroyed.</summary>
    Task<IReadOnlyList<CaseKey>> KeysOfCasesAsync(IReadOnlyList<string> cases, CancellationToken stop);

    /// <summary>What was sealed with these keys and can still be opened; of no case in particular.</summary>
    Task<IReadOnlyList<KeptValue>> ValuesOfKeysAsync(IReadOnlyList<long> keys, CancellationToken stop);

    /// <summary>The keys of a customer, by pseudonym, that are not destroyed; and those of the same cases that are nobody's.</summary>
    Task<IReadOnlyList<long>> KeysOfCustomerAsync(string customer, CancellationToken stop);

    /// <summary>The keys of a case that are nobody's, and not destroyed.</summary>
    Task<IReadOnlyList<long>> KeysOfCaseAsync(string @case, CancellationToken stop);

    /// <summary>For each pseudonym that anything can still be opened for, one such value.</summary>
    /// <param name="except">With other keys than these.</param>
    Task<IReadOnlyList<KeptValue>> OfPseudonymsAsync(IReadOnlyList<string> pseudonyms, IReadOnlyList<long> except, CancellationToken stop);

    /// <summary>The bytes of these keys; those destroyed are left out.</summary>
    Task<IReadOnlyDictionary<long, byte[]>> KeysAsync(IReadOnlyList<long> numbers, CancellationToken stop);

    /// <summary>The cases of a customer whose key is not destroyed, by name.</summary>
    Task<IReadOnlyList<string>> CasesOfAsync(string customer, CancellationToken stop);

    /// <summary>Destroys the keys of a customer, by pseudonym, and all that was sealed with them.</summary>
    Task<ForgottenData> ForgetCustomerAsync(string customer, CancellationToken stop);

    /// <summary>The same for one case that names no customer.</summary>
    Task<ForgottenData> ForgetCaseAsync(string @case, CancellationToken stop);

    /// <summary>How long anything is kept; none before it was said.</summary>
    Task<RetentionRules> RetentionAsync(CancellationToken stop);

    Task SetRetentionAsync(RetentionRules rules, CancellationToken stop);

    /// <summary>Destroys keys all of whose cases had no event for so many days, and what was sealed with them, some at a time; and dead letters not seen for so many.</summary>
    Task<ForgottenData> ForgetOldAsync(RetentionRules rules, DateTime now, CancellationToken stop);
}

/// <summary>A case whose key is asked for.</summary>
/// <param name="Customer">The pseudonym of the customer that it names; null where it names none.</param>
/// <param name="New">The key that is to be its key where there is none.</param>
public sealed record WantedKey(string Case, string? Customer, byte[] New);

/// <summary>A case's key.</summary>
/// <param name="Key">As it was given; null where it was destroyed.</param>
/// <param name="Customer">The pseudonym of the customer; null where none is known.</param>
public sealed record CaseKey(string Case, long Number, byte[]? Key, string? Customer);

/// <summary>A value that is sealed with a key.</summary>
/// <param name="Number">Of the key.</param>
public sealed record SealedValue(long Number, string Pseudonym, byte[] Sealed);

/// <summary>A sealed value with the key that opens it.</summary>
/// <param name="Case">Whose it is; empty where it was not asked for.</param>
public sealed record KeptValue(string Case, string Pseudonym, long Number, byte[] Key, byte[] Sealed);

/// <summary>How much was destroyed.</summary>
/// <param name="Keys">Keys: without them nothing that was sealed can be read, in no copy either.</param>
/// <param name="Cases">Cases that had them.</param>
/// <param name="Values">Sealed values, removed with them.</param>
/// <param name="DeadLetters">Dead letters whose content was destroyed.</param>
public sealed record ForgottenData(long Keys, long Cases, long Values, long DeadLetters);

/// <summary>How many days anything is kept; null for as long as nobody says otherwise.</summary>
/// <param name="PersonalDays">Personal data, after the last event of a customer's cases.</param>
/// <param name="DeadLetterDays">Dead letters, after they were seen last.</param>
/// <param name="AuditDays">The audit log.</param>
public sealed record RetentionRules(int? PersonalDays, int? DeadLetterDays, int? AuditDays);

using JourneyTrace.Storage;
using Npgsql;
using NpgsqlTypes;

namespace JourneyTrace.Postgres;

/// <summary>Personal data on PostgreSQL.</summary>
/// <param name="source">Where what was committed is on disk at once.</param>
/// <param name="soon">Where it is with the next commit of the other: an event that needs what was written here commits there afterwards.</param>
sealed class PostgresPersonalData(NpgsqlDataSource source, NpgsqlDataSource soon) : IPersonalData
{
    const int Attempts = 20;

    public Task<byte[]> SecretAsync(byte[] first, CancellationToken stop) => Commands.Reaching(async () =>
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        for (var attempt = 1; ; attempt++)
        {
            // Another server may have given the first one at the same time; then it is there the next time.
            var found = await connection.Statement("personal_secret", first).ListAsync(row => row.GetFieldValue<byte[]>(0), stop);
            if (found.Count > 0 || attempt == Attempts)
                return found[0];
        }
    });

    public Task<IReadOnlyList<CaseKey>> KeysOfAsync(IReadOnlyList<WantedKey> wanted, CancellationToken stop) => Commands.Reaching(async () =>
    {
        await using var connection = await soon.OpenConnectionAsync(stop);
        var known = (await connection.Statement("personal_keys_of_cases", [wanted.Select(w => w.Case).Distinct(StringComparer.Ordinal).ToArray()]).ListAsync(Key, stop))
            .ToLookup(key => key.Case, StringComparer.Ordinal);
        var answers = new CaseKey?[wanted.Count];
        for (var i = 0; i < wanted.Count; i++)
            answers[i] = Fitting(wanted[i], known[wanted[i].Case]);
        await NameCustomersAsync(connection, wanted, answers, stop);
        await AddAsync(connection, wanted, answers, stop);
        return (IReadOnlyList<CaseKey>)answers!;
    });

    /// <summary>The one of the customer; or one that is nobody's yet; or the latest, where no customer is named. Null where a new one is needed.</summary>
    static CaseKey? Fitting(WantedKey wanted, IEnumerable<CaseKey> known) => wanted.Customer is null
        ? known.LastOrDefault()
        : known.LastOrDefault(key => key.Customer == wanted.Customer) ?? known.LastOrDefault(key => key.Customer is null);

    /// <summary>What was nobody's until now is the customer's that the case names now.</summary>
    static async Task NameCustomersAsync(NpgsqlConnection connection, IReadOnlyList<WantedKey> wanted, CaseKey?[] answers, CancellationToken stop)
    {
        var named = new Dictionary<long, string>();
        for (var i = 0; i < wanted.Count; i++)
        {
            if (answers[i] is not { Customer: null } key || wanted[i].Customer is not { } customer)
                continue;
            named.TryAdd(key.Number, customer);
            answers[i] = key with { Customer = customer };
        }
        if (named.Count > 0)
            await connection.Statement("name_customers_of_keys", named.Keys.ToArray(), named.Values.ToArray()).RunAsync(stop);
    }

    static async Task AddAsync(NpgsqlConnection connection, IReadOnlyList<WantedKey> wanted, CaseKey?[] answers, CancellationToken stop)
    {
        var missing = Enumerable.Range(0, wanted.Count).Where(i => answers[i] is null).ToList();
        if (missing.Count == 0)
            return;
        var added = await connection.Statement(
            "add_personal_keys",
            missing.Select(i => wanted[i].Case).ToArray(),
            Commands.List(missing.Select(i => wanted[i].Customer).ToArray(), NpgsqlDbType.Text),
            missing.Select(i => wanted[i].New).ToArray()).ListAsync(Key, stop);
        for (var i = 0; i < missing.Count; i++)
            answers[missing[i]] = added[i];
    }

    public Task KeepAsync(IReadOnlyList<SealedValue> values, CancellationToken stop) => Commands.Reaching(async () =>
    {
        await using var connection = await soon.OpenConnectionAsync(stop);
        return await connection.Statement(
            "keep_personal_values",
            values.Select(v => v.Number).ToArray(), values.Select(v => v.Pseudonym).ToArray(), values.Select(v => v.Sealed).ToArray()).RunAsync(stop);
    });

    public Task<IReadOnlyList<KeptValue>> OfCasesAsync(IReadOnlyList<string> cases, CancellationToken stop) => ListAsync("personal_values_of_cases", cases.ToArray(), stop);

    public Task<IReadOnlyList<KeptValue>> OfPseudonymsAsync(IReadOnlyList<string> pseudonyms, CancellationToken stop) =>
        ListAsync("personal_values_of_pseudonyms", pseudonyms.ToArray(), stop);

    public Task<IReadOnlyDictionary<long, byte[]>> KeysAsync(IReadOnlyList<long> numbers, CancellationToken stop) => Commands.Asking(source, async () =>
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        var keys = await connection.Statement("personal_keys", numbers.ToArray()).ListAsync(row => (Number: row.GetInt64(0), Key: row.GetFieldValue<byte[]>(1)), stop);
        return (IReadOnlyDictionary<long, byte[]>)keys.ToDictionary(key => key.Number, key => key.Key);
    });

    public Task<IReadOnlyList<string>> CasesOfAsync(string customer, CancellationToken stop) => Commands.Asking(source, async () =>
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        return (IReadOnlyList<string>)await connection.Statement("cases_of_customer", customer).ListAsync(row => row.GetString(0), stop);
    });

    public Task<ForgottenData> ForgetCustomerAsync(string customer, CancellationToken stop) => ForgetAsync("keys_of_customer", customer, stop);

    public Task<ForgottenData> ForgetCaseAsync(string @case, CancellationToken stop) => ForgetAsync("keys_of_case", @case, stop);

    public Task<RetentionRules> RetentionAsync(CancellationToken stop) => Commands.Asking(source, async () =>
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        return (await connection.Statement("retention").ListAsync(Records.Read<RetentionRules>, stop)).SingleOrDefault() ?? new RetentionRules(null, null, null);
    });

    public Task SetRetentionAsync(RetentionRules rules, CancellationToken stop) => Commands.Reaching(async () =>
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        return await connection.Statement("set_retention", Commands.Int(rules.PersonalDays), Commands.Int(rules.DeadLetterDays), Commands.Int(rules.AuditDays)).RunAsync(stop);
    });

    public Task<ForgottenData> ForgetOldAsync(RetentionRules rules, DateTime now, CancellationToken stop) => Commands.Reaching(async () =>
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        var forgotten = new ForgottenData(0, 0, 0, 0);
        while (rules.PersonalDays is { } days
            && await connection.Statement("old_personal_keys", Commands.Instant(now.AddDays(-days))).ListAsync(row => row.GetInt64(0), stop) is { Count: > 0 } old)
        {
            var more = await ForgetAsync(connection, old, stop);
            forgotten = new ForgottenData(forgotten.Keys + more.Keys, forgotten.Cases + more.Cases, forgotten.Values + more.Values, 0);
        }
        if (rules.DeadLetterDays is { } unseen)
        {
            var letters = await connection.Statement("forget_old_dead_letters", Commands.Instant(now.AddDays(-unseen))).ListAsync(row => row.GetInt64(0), stop);
            forgotten = forgotten with { DeadLetters = letters[0] };
        }
        if (rules.AuditDays is { } asked)
            await connection.Statement("forget_audit", Commands.Instant(now.AddDays(-asked))).ListAsync(row => row.GetInt64(0), stop);
        return forgotten;
    });

    Task<ForgottenData> ForgetAsync(string statement, string name, CancellationToken stop) => Commands.Reaching(async () =>
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        return await ForgetAsync(connection, await connection.Statement(statement, name).ListAsync(row => row.GetInt64(0), stop), stop);
    });

    static async Task<ForgottenData> ForgetAsync(NpgsqlConnection connection, IReadOnlyList<long> keys, CancellationToken stop) =>
        (await connection.Statement("forget_personal_keys", keys.ToArray()).ListAsync(row => new ForgottenData(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), 0), stop))[0];

    Task<IReadOnlyList<KeptValue>> ListAsync(string statement, string[] names, CancellationToken stop) => Commands.Asking(source, async () =>
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        return (IReadOnlyList<KeptValue>)await connection.Statement(statement, [names]).ListAsync(
            row => new KeptValue(row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetFieldValue<byte[]>(3), row.GetFieldValue<byte[]>(4)), stop);
    });

    static CaseKey Key(NpgsqlDataReader row) =>
        new(row.GetString(0), row.GetInt64(1), row.IsDBNull(2) ? null : row.GetFieldValue<byte[]>(2), row.IsDBNull(3) ? null : row.GetString(3));
}

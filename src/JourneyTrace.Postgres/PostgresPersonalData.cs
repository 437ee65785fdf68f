using JourneyTrace.Storage;
using Npgsql;
using NpgsqlTypes;

namespace JourneyTrace.Postgres;

/// <summary>Personal data on PostgreSQL.</summary>
sealed class PostgresPersonalData(NpgsqlDataSource source) : IPersonalData
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
        await using var connection = await source.OpenConnectionAsync(stop);
        var known = (await KeysOfCasesAsync(connection, wanted.Select(w => w.Case), stop))
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

    /// <summary>What was nobody's until now is the customer's that the case names now; where somebody else was quicker, another key is needed.</summary>
    static async Task NameCustomersAsync(NpgsqlConnection connection, IReadOnlyList<WantedKey> wanted, CaseKey?[] answers, CancellationToken stop)
    {
        var named = new Dictionary<long, string>();
        for (var i = 0; i < wanted.Count; i++)
        {
            if (answers[i] is not { Customer: null } key || wanted[i].Customer is not { } customer)
                continue;
            named.TryAdd(key.Number, customer);
        }
        if (named.Count == 0)
            return;
        var owners = (await connection.Statement("name_customers_of_keys", named.Keys.ToArray(), named.Values.ToArray()).ListAsync(row => (Number: row.GetInt64(0), Customer: row.GetString(1)), stop))
            .ToDictionary(owner => owner.Number, owner => owner.Customer);
        for (var i = 0; i < wanted.Count; i++)
        {
            if (answers[i] is { Customer: null } key && wanted[i].Customer is { } customer)
                answers[i] = owners.GetValueOrDefault(key.Number) == customer ? key with { Customer = customer } : null;
        }
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

    public Task<bool> TryKeepAsync(IReadOnlyList<SealedValue> values, CancellationToken stop) => Commands.Reaching(async () =>
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        var missing = await connection.Statement(
            "keep_personal_values",
            values.Select(v => v.Number).ToArray(), values.Select(v => v.Pseudonym).ToArray(), values.Select(v => v.Sealed).ToArray()).ListAsync(row => row.GetInt64(0), stop);
        return missing[0] == 0;
    });

    public Task<IReadOnlyList<CaseKey>> KeysOfCasesAsync(IReadOnlyList<string> cases, CancellationToken stop) => Commands.Asking(source, async () =>
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        return (IReadOnlyList<CaseKey>)await KeysOfCasesAsync(connection, cases, stop);
    });

    public Task<IReadOnlyList<KeptValue>> ValuesOfKeysAsync(IReadOnlyList<long> keys, CancellationToken stop) => ListAsync("personal_values_of_keys", stop, keys.ToArray());

    public Task<IReadOnlyList<KeptValue>> OfPseudonymsAsync(IReadOnlyList<string> pseudonyms, IReadOnlyList<long> except, CancellationToken stop) =>
        ListAsync("personal_values_of_pseudonyms", stop, pseudonyms.ToArray(), except.ToArray());

    public Task<IReadOnlyList<long>> KeysOfCustomerAsync(string customer, CancellationToken stop) => NumbersAsync("keys_of_customer", customer, stop);

    public Task<IReadOnlyList<long>> KeysOfCaseAsync(string @case, CancellationToken stop) => NumbersAsync("keys_of_case", @case, stop);

    public Task ReplaceSecretAsync(byte[] before, byte[] after, CancellationToken stop) => Commands.Reaching(async () =>
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        return await connection.Statement("replace_personal_secret", before, after).RunAsync(stop);
    });

    public Task<IReadOnlyList<byte[]>> SomeKeysAsync(CancellationToken stop) => Commands.Asking(source, async () =>
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        return (IReadOnlyList<byte[]>)await connection.Statement("some_personal_keys").ListAsync(row => row.GetFieldValue<byte[]>(0), stop);
    });

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

    public Task<ForgottenData> ForgetOldAsync(RetentionRules rules, DateTime now, CancellationToken stop) => ForgettingAsync(async connection =>
    {
        var (forgotten, after) = (new ForgottenData(0, 0, 0, 0), 0L);
        while (rules.PersonalDays is { } days
            && await connection.Statement("old_personal_keys", Commands.Instant(now.AddDays(-days)), after).ListAsync(row => (Number: row.GetInt64(0), Old: row.GetBoolean(1)), stop) is { Count: > 0 } some)
        {
            var more = await ForgetAsync(connection, [.. some.Where(key => key.Old).Select(key => key.Number)], stop);
            forgotten = new ForgottenData(forgotten.Keys + more.Keys, forgotten.Cases + more.Cases, forgotten.Values + more.Values, 0);
            after = some[^1].Number;
        }
        if (rules.DeadLetterDays is { } unseen)
            forgotten = forgotten with { DeadLetters = await InPortionsAsync(connection, "forget_old_dead_letters", now.AddDays(-unseen), stop) };
        if (rules.AuditDays is { } asked)
            await InPortionsAsync(connection, "forget_audit", now.AddDays(-asked), stop);
        return forgotten;
    }, stop);

    static async Task<long> InPortionsAsync(NpgsqlConnection connection, string statement, DateTime before, CancellationToken stop)
    {
        for (var all = 0L; ;)
        {
            var some = (await connection.Statement(statement, Commands.Instant(before)).ListAsync(row => row.GetInt64(0), stop))[0];
            if (some == 0)
                return all;
            all += some;
        }
    }

    Task<ForgottenData> ForgetAsync(string statement, string name, CancellationToken stop) => ForgettingAsync(
        async connection => await ForgetAsync(connection, await connection.Statement(statement, name).ListAsync(row => row.GetInt64(0), stop), stop), stop);

    /// <summary>What is forgotten is forgotten on a synchronous standby, too; also where it was already.</summary>
    Task<ForgottenData> ForgettingAsync(Func<NpgsqlConnection, Task<ForgottenData>> forget, CancellationToken stop) => Commands.Reaching(() => Acknowledged.ByAsync(source, async connection =>
    {
        var forgotten = await forget(connection);
        await Acknowledged.FoundAsync(connection, stop);
        return forgotten;
    }, stop));

    Task<IReadOnlyList<long>> NumbersAsync(string statement, string name, CancellationToken stop) => Commands.Asking(source, async () =>
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        return (IReadOnlyList<long>)await connection.Statement(statement, name).ListAsync(row => row.GetInt64(0), stop);
    });

    static Task<List<CaseKey>> KeysOfCasesAsync(NpgsqlConnection connection, IEnumerable<string> cases, CancellationToken stop) =>
        connection.Statement("personal_keys_of_cases", [cases.Distinct(StringComparer.Ordinal).ToArray()]).ListAsync(Key, stop);

    static async Task<ForgottenData> ForgetAsync(NpgsqlConnection connection, IReadOnlyList<long> keys, CancellationToken stop) =>
        (await connection.Statement("forget_personal_keys", keys.ToArray()).ListAsync(row => new ForgottenData(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), 0), stop))[0];

    Task<IReadOnlyList<KeptValue>> ListAsync(string statement, CancellationToken stop, params object[] lists) => Commands.Asking(source, async () =>
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        return (IReadOnlyList<KeptValue>)await connection.Statement(statement, lists).ListAsync(
            row => new KeptValue(row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetFieldValue<byte[]>(3), row.GetFieldValue<byte[]>(4)), stop);
    });

    static CaseKey Key(NpgsqlDataReader row) =>
        new(row.GetString(0), row.GetInt64(1), row.IsDBNull(2) ? null : row.GetFieldValue<byte[]>(2), row.IsDBNull(3) ? null : row.GetString(3));
}

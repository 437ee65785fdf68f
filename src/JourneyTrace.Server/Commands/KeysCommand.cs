using System.CommandLine;
using System.Globalization;
using System.Net.Http.Json;
using JourneyTrace.Client;
using JourneyTrace.Server.Terminal;

namespace JourneyTrace.Server.Commands;

/// <summary><c>keys</c>: make, list, rotate, revoke.</summary>
static class KeysCommand
{
    static readonly (string Name, bool Right)[] Columns = [("id", false), ("name", false), ("tenant", false), ("scopes", false), ("sources", false), ("made", false), ("ends", false)];

    public static Command Make() => new("keys", "Keys that programs and people come in with.") { Create(), List(), Rotate(), Revoke() };

    static Command Create()
    {
        var command = new Command("create", "Make a key and write it to stdout; it is shown this once. The first one closes the server to all who have none.");
        var name = new Argument<string>("NAME") { Description = "What it is for" };
        var scopes = new Option<string>("--scopes") { Description = "Some of intake, read, admin, personal, separated by commas", Required = true };
        var sources = new Option<string[]>("--source") { Description = "A source that it may post events of; any by default" };
        var ends = new Option<DateTimeOffset?>("--ends") { Description = "From when on it is worth nothing, such as 2027-01-01T00:00:00Z" };
        var tenant = new Option<string>("--tenant") { Description = "Whose data it opens; for the operator" };
        var rate = new Option<double?>("--requests-per-second") { Description = "How often it may ask; as often as it likes by default" };
        var quota = new Option<long?>("--events-per-day") { Description = "How many events it may post on a day (UTC); as many as it likes by default" };
        command.Arguments.Add(name);
        foreach (var option in (Option[])[scopes, sources, ends, tenant, rate, quota])
            command.Options.Add(option);
        var server = new ServerOption(command, formatted: false);
        command.SetAction((parsed, stop) =>
        {
            var key = new NewKey(
                parsed.GetValue(name), parsed.GetValue(scopes)!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
                parsed.GetValue(sources) is { Length: > 0 } some ? some : null, parsed.GetValue(ends), parsed.GetValue(tenant), parsed.GetValue(rate), parsed.GetValue(quota));
            return MadeAsync(server.Client(parsed), "v1/keys", key, stop);
        });
        return command;
    }

    static Command List()
    {
        var command = new Command("list", "The keys, without their secrets.");
        var server = new ServerOption(command);
        command.SetAction(async (parsed, stop) =>
        {
            var keys = (await server.Client(parsed).GetAsync<KeyList>("v1/keys", stop)).Items;
            if (server.Format(parsed) == "json")
                Show.Json(keys);
            else if (server.Format(parsed) == "csv")
                Http.Csv.Write<KeyItem>(Console.Out, [("id", k => k.Id), ("name", k => k.Name), ("tenant", k => k.Tenant), ("scopes", k => string.Join(' ', k.Scopes)), ("sources", k => string.Join(' ', k.Sources ?? [])), ("made_at", k => k.MadeAt), ("ends_at", k => k.EndsAt)], keys);
            else
                Show.Table(Columns, keys.Select(Row), "There are no keys yet: anybody on this machine may do everything.");
            return ExitCodes.Done;
        });
        return command;
    }

    static IEnumerable<string> Row(KeyItem key) =>
    [
        key.Id, key.Name, key.Tenant, string.Join(", ", key.Scopes), key.Sources is null ? "any" : string.Join(", ", key.Sources), Date(key.MadeAt),
        key.EndsAt is { } ends ? (ends <= DateTime.UtcNow ? "ended " : "") + Date(ends) : "never",
    ];

    static string Date(DateTime instant) => instant.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    static Command Rotate()
    {
        var command = new Command("rotate", "Make a key like this one, which ends after a while.");
        var id = IdOf(command);
        var grace = new Option<double?>("--grace-seconds") { Description = "How long the former one goes on; an hour by default" };
        command.Options.Add(grace);
        var server = new ServerOption(command, formatted: false);
        command.SetAction((parsed, stop) => MadeAsync(server.Client(parsed), $"v1/keys/{Uri.EscapeDataString(parsed.GetValue(id)!)}/rotate", new Rotation(parsed.GetValue(grace)), stop));
        return command;
    }

    static Command Revoke()
    {
        var command = new Command("revoke", "End a key at once; every server knows within five seconds.");
        var id = IdOf(command);
        var server = new ServerOption(command, formatted: false);
        command.SetAction(async (parsed, stop) =>
        {
            await server.Client(parsed).SendAsync(new HttpRequestMessage(HttpMethod.Delete, $"v1/keys/{Uri.EscapeDataString(parsed.GetValue(id)!)}"), stop);
            await Console.Error.WriteLineAsync("Revoked.");
            return ExitCodes.Done;
        });
        return command;
    }

    static Argument<string> IdOf(Command command)
    {
        var id = new Argument<string>("ID") { Description = "As 'keys list' shows it" };
        command.Arguments.Add(id);
        return id;
    }

    static async Task<int> MadeAsync<T>(JourneyTraceClient client, string path, T body, CancellationToken stop)
    {
        var made = await client.SendAsync<MadeKey>(new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body, options: Wire.Options) }, stop);
        await Console.Error.WriteLineAsync($"'{made.Item.Name}' ({made.Item.Id}) for {string.Join(", ", made.Item.Scopes)}. Keep it now; it is not shown again:");
        await Console.Out.WriteLineAsync(made.Key);
        return ExitCodes.Done;
    }
}

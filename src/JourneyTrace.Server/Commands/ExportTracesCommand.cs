using System.CommandLine;
using JourneyTrace.Events;
using JourneyTrace.Postgres;
using JourneyTrace.Postgres.Embedded;
using JourneyTrace.Server.Hosting;
using JourneyTrace.Storage;
using JourneyTrace.Telemetry.Journeys;
using Microsoft.Extensions.Logging;

namespace JourneyTrace.Server.Commands;

/// <summary>
/// <c>export-traces</c>: tells the history as traces. Goes to the database itself, as the Tracer does. Stopped and begun again, it goes on: what was
/// told is not told again.
/// </summary>
static class ExportTracesCommand
{
    const int AtOnce = 500;

    static readonly TimeSpan UntilFree = TimeSpan.FromMilliseconds(200);

    public static Command Make()
    {
        var command = new Command("export-traces", "Tell settled cases as traces to an OTLP/HTTP receiver: all, or those with promises due in a time. Begun again, it goes on where it was.");
        var otlp = new Option<string>("--otlp") { Description = "The receiver, such as http://127.0.0.1:4318", Required = true };
        var (from, to) = (Moment("--from", "Cases with promises due at or after this instant"), Moment("--to", "Cases with promises due before this instant"));
        var rate = new Option<int>("--rate") { Description = "At most so many journeys a second", DefaultValueFactory = _ => 50 };
        var postgres = new Option<string>("--postgres") { Description = "The PostgreSQL of the server: a connection string (JOURNEYTRACE_POSTGRES)" };
        var data = new Option<string>("--data") { Description = $"Or where its embedded PostgreSQL keeps its data, while that server does not run (JOURNEYTRACE_DATA), {ServeOptions.DefaultData} by default" };
        otlp.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && !(Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
                result.AddError($"'{result.Tokens[0].Value}' is no address; --otlp needs one such as http://127.0.0.1:4318");
        });
        rate.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
                result.AddError("--rate needs a whole number of 1 or more");
        });
        foreach (var option in new Option[] { otlp, from, to, rate, postgres, data })
            command.Options.Add(option);
        command.SetAction(async (parsed, stop) =>
        {
            var settings = new JourneyExportSettings(new Uri(parsed.GetValue(otlp)!), TimeSpan.Zero, parsed.GetValue(rate), RefusedToo: true);
            var named = parsed.GetValue(postgres) ?? Environment.GetEnvironmentVariable("JOURNEYTRACE_POSTGRES");
            var folder = parsed.GetValue(data) ?? Environment.GetEnvironmentVariable("JOURNEYTRACE_DATA") ?? ServeOptions.DefaultData;
            if (named is null && !Directory.Exists(folder))
                throw new IOException($"There is no data in {folder}; name the server's PostgreSQL with --postgres, or its folder with --data");
            await using var own = named is null ? await EmbeddedPostgres.StartAsync(folder, null, stop) : null;
            await using var store = RunningServer.StoreAt(named ?? own!.ConnectionString);
            await store.MigrateAsync(stop);
            await using var tenant = await store.TenantAsync("default", stop);
            return await TellAsync(tenant, settings, new Filter(Instant(parsed.GetValue(from)), Instant(parsed.GetValue(to))), stop);
        });
        return command;
    }

    static async Task<int> TellAsync(TenantDatabase tenant, JourneyExportSettings settings, Filter filter, CancellationToken stop)
    {
        using var logs = LoggerFactory.Create(logging => logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace));
        using var telling = new JourneyTelling(settings, tenant.Exports, new JourneyReader(tenant.Log, new Knowledge(tenant.Log, tenant.Catalogue), tenant.Exports), TimeProvider.System, logs.CreateLogger<JourneyTelling>());
        var (seen, told, open, refused) = (0, 0, 0, 0);
        string? after = null;
        try
        {
            while (true)
            {
                var rows = await tenant.Answers.CasesAsync(new CaseQuery(filter, null, null, null), after, AtOnce, stop);
                await using (var lease = await LeaseAsync(tenant.Exports, stop))
                {
                    foreach (var row in rows)
                    {
                        seen++;
                        var what = await TryTellAsync(telling, lease, row.Case, stop);
                        told += what == Telling.Told ? 1 : 0;
                        open += what == Telling.Open ? 1 : 0;
                        refused += what == Telling.Refused ? 1 : 0;
                    }
                }
                if (rows.Count < AtOnce)
                    break;
                after = rows[^1].Case;
                await Console.Error.WriteLineAsync($"{seen} cases, {told} told …");
            }
        }
        catch (HttpRequestException e)
        {
            await Console.Error.WriteLineAsync($"{e.Message}\n{told} journeys were told before; begin again, and it goes on.");
            return ExitCodes.Failed;
        }
        await Console.Out.WriteLineAsync(
            $"{told} journeys told; {seen - told - open - refused} were told before, {open} have promises that have not ended and are left out{(refused > 0 ? $", {refused} were refused" : "")}.");
        return refused > 0 ? ExitCodes.Failed : ExitCodes.Done;
    }

    /// <summary>A case that cannot be told (a bug) is said, and does not keep the others from being told.</summary>
    static async Task<Telling> TryTellAsync(JourneyTelling telling, IExportLease lease, string @case, CancellationToken stop)
    {
        try
        {
            return await telling.TellAsync(lease, @case, stop);
        }
        catch (Exception e) when (e is not (HttpRequestException or StoreUnavailableException or OperationCanceledException))
        {
            await Console.Error.WriteLineAsync($"The case {@case} cannot be told: {e.Message}");
            return Telling.Refused;
        }
    }

    /// <summary>A server that tells journeys lets go in between.</summary>
    static async Task<IExportLease> LeaseAsync(IJourneyExports exports, CancellationToken stop)
    {
        while (true)
        {
            if (await exports.TryLeaseAsync(stop) is { } lease)
                return lease;
            await Task.Delay(UntilFree, stop);
        }
    }

    static Option<string> Moment(string name, string help)
    {
        var option = new Option<string>(name) { Description = help };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && !Rfc3339.TryParse(result.Tokens[0].Value, out _))
                result.AddError($"'{result.Tokens[0].Value}' is no instant; {name} needs one such as 2026-03-02T00:00:00Z");
        });
        return option;
    }

    static DateTime? Instant(string? text) => text is not null && Rfc3339.TryParse(text, out var instant) ? instant : null;
}

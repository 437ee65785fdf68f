using System.CommandLine;
using JourneyTrace.Client;
using JourneyTrace.Logs;
using JourneyTrace.Postgres.Embedded;
using JourneyTrace.Postgres.Migrations;
using JourneyTrace.Storage;

namespace JourneyTrace.Server.Commands;

/// <summary>The commands, listed by hand. Results go to stdout, words to people to stderr.</summary>
static class CommandLine
{
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("JourneyTrace finds the internal process that broke the external promise.")
        {
            ServeCommand.Make(),
            DemoCommand.Make(),
            ImportCommand.Make(),
            PostCommand.Make(),
            CaseCommand.Make(),
            CasesCommand.Make(),
            PromisesCommand.Make(),
            HotspotsCommand.Make(),
            HandoffsCommand.Make(),
            SplitCommand.Make(),
            CatalogueCommand.Make(),
            ReplayCommand.Make(),
            VerifyCommand.Make(),
            DoctorCommand.Make(),
        };
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                await Console.Error.WriteLineAsync(error.Message);
            await Console.Error.WriteLineAsync($"Try 'journeytrace {string.Join(' ', args.TakeWhile(a => !a.StartsWith('-')).Take(1))} --help'.");
            return ExitCodes.WrongUse;
        }
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception e) when (IsExpected(e))
        {
            await Console.Error.WriteLineAsync(e.Message);
            return e is MappingException ? ExitCodes.WrongUse : ExitCodes.Failed;
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Failed;
        }
    }

    static bool IsExpected(Exception e) => e is JourneyTraceException or EmbeddedPostgresException or MigrationException
        or StoreUnavailableException or MappingException or LogFormatException or IOException or UnauthorizedAccessException or ArgumentException;
}

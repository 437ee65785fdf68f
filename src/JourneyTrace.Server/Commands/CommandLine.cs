using System.CommandLine;
using System.CommandLine.Help;
using JourneyTrace.Client;
using JourneyTrace.Logs;
using JourneyTrace.Postgres.Embedded;
using JourneyTrace.Postgres.Migrations;
using JourneyTrace.Storage;

namespace JourneyTrace.Server.Commands;

/// <summary>The commands, listed by hand. Results go to stdout, words to people to stderr.</summary>
static class CommandLine
{
    // Requests end, what was taken is committed, PostgreSQL stops.
    static readonly TimeSpan ToStop = TimeSpan.FromSeconds(30);

    public static async Task<int> RunAsync(string[] args)
    {
        var root = Root();
        var parsed = root.Parse(args.Length == 0 ? ["--help"] : args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                await Console.Error.WriteLineAsync(error.Message);
            var command = parsed.CommandResult.Command is { } found && found != root ? found.Name + " " : "";
            await Console.Error.WriteLineAsync($"Try './journeytrace {command}--help'.");
            return ExitCodes.WrongUse;
        }
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = ToStop });
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

    static Command Root()
    {
        var root = new Command("journeytrace", "JourneyTrace finds the internal process that broke the external promise.")
        {
            new HelpOption { Recursive = true },
            new VersionOption(),
            ServeCommand.Make(),
            DemoCommand.Make(),
            ImportCommand.Make(),
            ReportCommand.Make(),
            ExportCommand.Make(),
            ExportTracesCommand.Make(),
            PostCommand.Make(),
            AskCommand.Make(),
            ProcedureCommand.Make(),
            CaseCommand.Make(),
            CasesCommand.Make(),
            PromisesCommand.Make(),
            HotspotsCommand.Make(),
            HandoffsCommand.Make(),
            SplitCommand.Make(),
            CatalogueCommand.Make(),
            KeysCommand.Make(),
            TenantsCommand.Make(),
            LogCommand.Make(),
            WebhooksCommand.Make(),
            PrivacyCommands.Forget(),
            PrivacyCommands.Personal(),
            PrivacyCommands.Retention(),
            ReplayCommand.Make(),
            VerifyCommand.Make(),
            ProofCommand.Make(),
            DoctorCommand.Make(),
        };
        foreach (var command in PathCommands.Make().Concat(ServiceCommands.Make()))
            root.Subcommands.Add(command);
        return root;
    }

    static bool IsExpected(Exception e) => e is JourneyTraceException or EmbeddedPostgresException or MigrationException
        or StoreUnavailableException or Personal.PersonalKeyException or MappingException or LogFormatException or InvalidDataException or IOException or UnauthorizedAccessException or ArgumentException;
}

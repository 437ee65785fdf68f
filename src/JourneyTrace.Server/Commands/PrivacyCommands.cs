using System.CommandLine;
using System.Globalization;
using System.Net.Http.Json;
using JourneyTrace.Client;
using JourneyTrace.Server.Terminal;

namespace JourneyTrace.Server.Commands;

/// <summary><c>forget</c>, <c>personal</c> and <c>retention</c>: what is stored about people.</summary>
static class PrivacyCommands
{
    public static Command Forget()
    {
        var command = new Command("forget", "Destroy the key of a customer's personal data: nobody can read it again, and every figure stays as it was. It cannot be undone.");
        var customer = new Option<string>("--customer") { Description = "The customer's id, as it was sent" };
        var @case = new Option<string>("--case") { Description = "A case that names no customer" };
        var yes = new Option<bool>("--yes") { Description = "Do not ask" };
        foreach (var option in (Option[])[customer, @case, yes])
            command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if ((result.GetResult(customer) is null) == (result.GetResult(@case) is null))
                result.AddError("forget needs either --customer or --case");
        });
        var server = new ServerOption(command, formatted: false);
        command.SetAction(async (parsed, stop) =>
        {
            if (!parsed.GetValue(yes) && !await AgreedAsync(parsed.GetValue(customer) ?? parsed.GetValue(@case)!))
                return ExitCodes.Failed;
            var forgotten = await server.Client(parsed).SendAsync<Forgotten>(Post("v1/personal/forget", new WhoseData(parsed.GetValue(customer), parsed.GetValue(@case))), stop);
            await Console.Out.WriteLineAsync(forgotten.Keys + forgotten.DeadLetters == 0
                ? "Nothing is kept under that name."
                : $"Destroyed: {Show.Number(forgotten.Keys)} keys, and what was sealed with them: {Show.Number(forgotten.Values)} values in {Show.Number(forgotten.Cases)} cases, {Show.Number(forgotten.DeadLetters)} dead letters.");
            return ExitCodes.Done;
        });
        return command;
    }

    public static Command Personal()
    {
        var command = new Command("personal", "Everything that is stored about one customer, as JSON, for whoever asks what is kept about him.");
        var customer = new Argument<string>("CUSTOMER") { Description = "The customer's id, as it was sent" };
        command.Arguments.Add(customer);
        var server = new ServerOption(command, formatted: false);
        command.SetAction(async (parsed, stop) =>
        {
            Show.Json(await server.Client(parsed).SendAsync<CustomerData>(Post("v1/personal/export", new WhoseData(parsed.GetValue(customer))), stop));
            return ExitCodes.Done;
        });
        return command;
    }

    public static Command Retention()
    {
        var command = new Command("retention", "How many days personal data, dead letters and the audit log are kept; with options, say so.");
        var (personal, letters, audit) = (Days("--personal-days", "Personal data, after the last event of a customer's cases"), Days("--dead-letter-days", "Dead letters, after they were seen last"), Days("--audit-days", "The audit log"));
        foreach (var option in (Option[])[personal, letters, audit])
            command.Options.Add(option);
        var server = new ServerOption(command);
        command.SetAction(async (parsed, stop) =>
        {
            var client = server.Client(parsed);
            var rules = await client.GetAsync<Retention>("v1/retention", stop);
            var said = new Retention(Of(parsed, personal, rules.PersonalDays), Of(parsed, letters, rules.DeadLetterDays), Of(parsed, audit, rules.AuditDays));
            if (said != rules)
                rules = await client.SendAsync<Retention>(new HttpRequestMessage(HttpMethod.Put, "v1/retention") { Content = JsonContent.Create(said, options: Wire.Options) }, stop);
            (string Kept, int? Days)[] rows = [("personal data", rules.PersonalDays), ("dead letters", rules.DeadLetterDays), ("audit log", rules.AuditDays)];
            if (server.Format(parsed) == "json")
                Show.Json(rules);
            else if (server.Format(parsed) == "csv")
                Http.Csv.Write<(string Kept, int? Days)>(Console.Out, [("kept", r => r.Kept), ("days", r => r.Days)], rows);
            else
                Show.Table([("kept", false), ("days", true)], rows.Select(r => (IEnumerable<string>)[r.Kept, r.Days?.ToString(CultureInfo.InvariantCulture) ?? "for ever"]), "");
            return ExitCodes.Done;
        });
        return command;
    }

    static Option<string> Days(string name, string description)
    {
        var option = new Option<string>(name) { Description = description + ": a number, or 'ever'" };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && result.Tokens[0].Value != "ever" && !int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                result.AddError($"'{result.Tokens[0].Value}' is not understood; {name} needs a number of days, or 'ever'");
        });
        return option;
    }

    static int? Of(ParseResult parsed, Option<string> option, int? before) => parsed.GetValue(option) switch
    {
        null => before,
        "ever" => null,
        var days => int.Parse(days, CultureInfo.InvariantCulture),
    };

    static async Task<bool> AgreedAsync(string name)
    {
        if (Console.IsInputRedirected)
        {
            await Console.Error.WriteLineAsync("This cannot be undone: add --yes to say that it is meant.");
            return false;
        }
        await Console.Error.WriteAsync($"Nobody will be able to read the personal data of '{name}' again. Go on? [y/N] ");
        return Console.ReadLine() is "y" or "Y" or "yes";
    }

    static HttpRequestMessage Post<T>(string path, T body) => new(HttpMethod.Post, path) { Content = JsonContent.Create(body, options: Wire.Options) };
}

using System.CommandLine;
using System.Net.Http.Json;
using JourneyTrace.Client;
using JourneyTrace.Server.Terminal;

namespace JourneyTrace.Server.Commands;

/// <summary><c>webhooks</c>: where changes of findings are sent.</summary>
static class WebhooksCommand
{
    public static Command Make() => new("webhooks", "Where changes of findings are sent as they happen.") { Create(), List(), Resume(), Remove() };

    static Command Create()
    {
        var command = new Command("create", "Send changes of findings somewhere, from now on, and write the secret that requests are signed with to stdout; it is shown this once.");
        var url = new Argument<string>("URL") { Description = "Such as https://example.org/hooks/journeytrace" };
        var types = new Option<string[]>("--type") { Description = "promise-broken, promise-at-risk or hotspot; all by default" };
        command.Arguments.Add(url);
        command.Options.Add(types);
        var server = new ServerOption(command, formatted: false);
        command.SetAction(async (parsed, stop) =>
        {
            var asked = new NewWebhook(parsed.GetValue(url), parsed.GetValue(types) is { Length: > 0 } some ? some : null);
            var made = await server.Client(parsed).SendAsync<MadeWebhook>(new HttpRequestMessage(HttpMethod.Post, "v1/webhooks") { Content = JsonContent.Create(asked, options: Wire.Options) }, stop);
            await Console.Error.WriteLineAsync($"{made.Item.Id} sends {(made.Item.Types is null ? "all changes" : string.Join(", ", made.Item.Types))} to {made.Item.Url}. Its requests are signed with this; keep it now:");
            await Console.Out.WriteLineAsync(made.Secret);
            return ExitCodes.Done;
        });
        return command;
    }

    static Command List()
    {
        var command = new Command("list", "Each webhook, and how it does.");
        var server = new ServerOption(command);
        command.SetAction(async (parsed, stop) =>
        {
            var items = (await server.Client(parsed).GetAsync<WebhookList>("v1/webhooks", stop)).Items;
            if (server.Format(parsed) == "json")
                Show.Json(items);
            else if (server.Format(parsed) == "csv")
                Http.Csv.Write<WebhookItem>(Console.Out, [("id", w => w.Id), ("url", w => w.Url), ("types", w => string.Join(' ', w.Types ?? [])), ("made_at", w => w.MadeAt), ("state", w => w.State), ("delivered", w => w.Delivered), ("attempts", w => w.Attempts), ("failure", w => w.Failure), ("next_at", w => w.NextAt)], items);
            else
                Show.Table(
                    [("id", false), ("to", false), ("types", false), ("state", false), ("delivered", true), ("last failure", false)],
                    items.Select(w => (IEnumerable<string>)[w.Id, w.Url, w.Types is null ? "all" : string.Join(", ", w.Types), w.State, Show.Number(w.Delivered), w.Failure ?? ""]), "There are no webhooks.");
            return ExitCodes.Done;
        });
        return command;
    }

    static Command Resume()
    {
        var command = new Command("resume", "Try at once, also where it was given up; it goes on from where it was.");
        var id = IdOf(command);
        var server = new ServerOption(command, formatted: false);
        command.SetAction(async (parsed, stop) =>
        {
            var item = await server.Client(parsed).SendAsync<WebhookItem>(new HttpRequestMessage(HttpMethod.Post, $"v1/webhooks/{Uri.EscapeDataString(parsed.GetValue(id)!)}/resume"), stop);
            await Console.Error.WriteLineAsync($"{item.Id} goes on.");
            return ExitCodes.Done;
        });
        return command;
    }

    static Command Remove()
    {
        var command = new Command("remove", "Send nothing there any more.");
        var id = IdOf(command);
        var server = new ServerOption(command, formatted: false);
        command.SetAction(async (parsed, stop) =>
        {
            await server.Client(parsed).SendAsync(new HttpRequestMessage(HttpMethod.Delete, $"v1/webhooks/{Uri.EscapeDataString(parsed.GetValue(id)!)}"), stop);
            await Console.Error.WriteLineAsync("Removed.");
            return ExitCodes.Done;
        });
        return command;
    }

    static Argument<string> IdOf(Command command)
    {
        var id = new Argument<string>("ID") { Description = "As 'webhooks list' shows it" };
        command.Arguments.Add(id);
        return id;
    }
}

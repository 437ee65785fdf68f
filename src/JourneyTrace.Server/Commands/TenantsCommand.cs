using System.CommandLine;
using System.Net.Http.Json;
using JourneyTrace.Client;

namespace JourneyTrace.Server.Commands;

/// <summary><c>tenants</c>: list, add. For the operator.</summary>
static class TenantsCommand
{
    public static Command Make() => new("tenants", "Tenants, whose data nobody else sees; for the operator.") { List(), Add() };

    static Command List()
    {
        var command = new Command("list", "Their names.");
        var server = new ServerOption(command, formatted: false);
        command.SetAction(async (parsed, stop) =>
        {
            foreach (var tenant in (await server.Client(parsed).GetAsync<TenantList>("v1/tenants", stop)).Items)
                await Console.Out.WriteLineAsync(tenant.Name);
            return ExitCodes.Done;
        });
        return command;
    }

    static Command Add()
    {
        var command = new Command("add", "Make a tenant; 'keys create --tenant NAME' lets somebody in.");
        var name = new Argument<string>("NAME") { Description = "Small letters, digits and hyphens" };
        command.Arguments.Add(name);
        var server = new ServerOption(command, formatted: false);
        command.SetAction(async (parsed, stop) =>
        {
            var request = new HttpRequestMessage(HttpMethod.Post, "v1/tenants") { Content = JsonContent.Create(new TenantItem(parsed.GetValue(name)), options: Wire.Options) };
            var made = await server.Client(parsed).SendAsync<TenantItem>(request, stop);
            await Console.Error.WriteLineAsync($"The tenant '{made.Name}' is there.");
            return ExitCodes.Done;
        });
        return command;
    }
}

using Microsoft.Extensions.DependencyInjection;

namespace JourneyTrace.Intake;

/// <summary>What the role <c>intake</c> consists of.</summary>
public static class IntakeServices
{
    public static void AddIntake(this IServiceCollection services)
    {
        services.AddSingleton<GroupCommit>();
        services.AddHostedService(provider => provider.GetRequiredService<GroupCommit>());
        services.AddSingleton<Receiver>();
    }
}

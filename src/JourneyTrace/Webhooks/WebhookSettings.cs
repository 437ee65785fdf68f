namespace JourneyTrace.Webhooks;

/// <summary>What holds for the webhooks of a tenant.</summary>
/// <param name="Tenant">Whose they are.</param>
/// <param name="PrivateToo">Whether others than public addresses are allowed.</param>
/// <param name="MasterKey">The operator's key that their secrets are wrapped with; null for none.</param>
public sealed record WebhookSettings(string Tenant, bool PrivateToo, byte[]? MasterKey);

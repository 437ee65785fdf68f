namespace JourneyTrace.Server.Commands;

/// <summary>How a command ended.</summary>
static class ExitCodes
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int WrongUse = 2;
    public const int SomeRejected = 3;
}

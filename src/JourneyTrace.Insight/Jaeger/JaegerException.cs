namespace JourneyTrace.Insight.Jaeger;

/// <summary>A request of a trace viewer that is not understood, or asks for what there is not.</summary>
sealed class JaegerException(int status, string message) : Exception(message)
{
    public int Status => status;
}

namespace JourneyTrace.Insight.Jaeger;

/// <summary>A request of a trace viewer that is not understood, or asks for what there is not.</summary>
sealed class JaegerException(int status, string message) : Exception(message)
{
    public int Status => status;

    /// <summary>What a viewer is told of an exception; null for one that is a bug.</summary>
    public static JaegerException? Of(Exception e) => e switch
    {
        JaegerException own => own,
        StoreUnavailableException => new JaegerException(503, "The database cannot be reached at the moment"),
        _ => null,
    };
}

namespace JourneyTrace.Http;

/// <summary>Ends a request with a problem. Thrown at the edge alone, where a parameter is read; answered by <see cref="ProblemAnswers"/>.</summary>
public sealed class ProblemException(Problem problem, string detail, string pointer = "") : Exception(detail)
{
    public Problem Problem => problem;

    /// <summary>Where, as a JSON pointer; empty for the whole request.</summary>
    public string Pointer => pointer;
}

using JourneyTrace.Http;

namespace JourneyTrace.Intake;

/// <summary>
/// The memory that one request's body takes, until it is answered. All of them together have so much: whoever brings more than is left is told to come again.
/// </summary>
sealed class BodyRoom : IDisposable
{
    /// <summary>For all requests together, in bytes.</summary>
    public const long Most = 256 << 20;

    static long _taken;
    long _held;

    /// <summary>Takes room for so many bytes in all, where it has not that already.</summary>
    /// <exception cref="ProblemException">There is not so much.</exception>
    public void Hold(long bytes)
    {
        if (bytes <= _held)
            return;
        if (Interlocked.Add(ref _taken, bytes - _held) > Most)
        {
            Interlocked.Add(ref _taken, _held - bytes);
            throw new ProblemException(Problem.TooBusy, $"Bodies that are under way take {Most >> 20} MB together, and there is no room for another now; send again in a second");
        }
        _held = bytes;
    }

    public void Dispose()
    {
        Interlocked.Add(ref _taken, -_held);
        _held = 0;
    }
}

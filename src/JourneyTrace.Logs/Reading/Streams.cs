namespace JourneyTrace.Logs.Reading;

/// <summary>Counts what is read.</summary>
sealed class CountedStream(Stream inner) : ReadOnlyStream
{
    public long Count { get; private set; }

    public override bool CanSeek => inner.CanSeek;

    public override long Length => inner.Length;

    public override long Position
    {
        get => inner.Position;
        set => Seek(value, SeekOrigin.Begin);
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = inner.Read(buffer, offset, count);
        Count += read;
        return read;
    }

    /// <exception cref="InvalidDataException">There is nothing: what leads there is damaged.</exception>
    public override long Seek(long offset, SeekOrigin origin)
    {
        try
        {
            return inner.Seek(offset, origin);
        }
        catch (Exception e) when (e is ArgumentException or IOException)
        {
            throw new InvalidDataException("it leads to a place that the file has not", e);
        }
    }
}

/// <summary>Refuses a file that decompresses to very much more than it is, or to more than is taken.</summary>
sealed class BombGuard(Stream inner, CountedStream compressed, string name, long most) : ReadOnlyStream
{
    const long Harmless = 32 * 1024 * 1024;
    const int MostTimes = 300;

    long _count;

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = inner.Read(buffer, offset, count);
        _count += read;
        if (_count > most)
            throw new LogFormatException($"{name} holds more than the {most >> 20} MB that are taken here; the command 'journeytrace import' takes longer ones");
        return _count > Harmless && _count > compressed.Count * MostTimes
            ? throw new LogFormatException($"{name} decompresses to more than {MostTimes} times its size, as no log does; unpack it by hand if you trust it")
            : read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}

/// <summary>A stream to be read from its begin to its end.</summary>
abstract class ReadOnlyStream : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Flush()
    {
        // Nothing is written.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

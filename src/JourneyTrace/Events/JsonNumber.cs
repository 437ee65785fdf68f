using System.Buffers;
using System.Buffers.Text;

namespace JourneyTrace.Events;

/// <summary>One form for all ways to write a number in JSON (RFC 8259 §6): 1, 1.0 and 10e-1 are the same, to any number of digits.</summary>
static class JsonNumber
{
    /// <summary>Writes sign, digits without zeros around them, and the power of ten of the last digit.</summary>
    /// <param name="text">A number as JSON allows it.</param>
    public static void Write(IBufferWriter<byte> writer, ReadOnlySpan<byte> text)
    {
        var negative = text[0] == '-';
        if (negative)
            text = text[1..];
        var mantissa = text.IndexOfAny((byte)'e', (byte)'E') is var at && at >= 0 ? text[..at] : text;
        // An exponent beyond all measure stands for itself.
        if (!TryExponent(text[mantissa.Length..], out var exponent))
        {
            writer.Write(text);
            return;
        }
        var (digits, count) = (new byte[mantissa.Length], 0);
        var point = mantissa.IndexOf((byte)'.');
        foreach (var c in mantissa)
        {
            if (c != '.' && (count > 0 || c != '0'))
                digits[count++] = c;
        }
        exponent -= point < 0 ? 0 : mantissa.Length - point - 1;
        for (; count > 0 && digits[count - 1] == '0'; count--)
            exponent++;
        if (count == 0)
            (negative, exponent) = (false, 0);
        Span<byte> power = stackalloc byte[24];
        _ = Utf8Formatter.TryFormat(exponent, power, out var length);
        writer.Write(negative ? "-"u8 : "+"u8);
        writer.Write(digits.AsSpan(0, count));
        writer.Write("e"u8);
        writer.Write(power[..length]);
    }

    static bool TryExponent(ReadOnlySpan<byte> text, out long exponent)
    {
        exponent = 0;
        if (text.IsEmpty)
            return true;
        var digits = text[1] == '+' ? text[2..] : text[1..];
        return digits.Length < 16 && Utf8Parser.TryParse(digits, out exponent, out _);
    }
}

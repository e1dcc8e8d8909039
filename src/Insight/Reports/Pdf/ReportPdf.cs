using System.Globalization;

namespace ServiceBot.Insight.Reports.Pdf;

/// <summary>What a report on paper is made of, besides its figures.</summary>
/// <param name="Section">The page of <see cref="ReportLayout"/>.</param>
/// <param name="Filter">Of what.</param>
/// <param name="Words">The words of its language.</param>
/// <param name="Zone">The zone that days are counted in.</param>
/// <param name="Agents">Names of agents by id.</param>
/// <param name="Address">Where people reach the product, for links to rows; empty: nowhere.</param>
internal sealed record ReportSheet(string Section, ReportFilter Filter, IReportWords Words, string Zone, IReadOnlyDictionary<string, string> Agents, string Address);

/// <summary>A report on paper: the figures of its page, line charts, and all tables.</summary>
internal sealed class ReportPdf
{
    private const double Left = 48;
    private const double Right = PdfPage.Width - 48;
    private const double Bottom = PdfPage.Height - 60;
    private const double Row = 16;
    private const double ChartHeight = 110;
    private const int TilesAcross = 3;

    private static readonly (double, double, double)[] Colours = [(0.04, 0.45, 0.52), (0.76, 0.47, 0.04), (0.4, 0.25, 0.85), (0.17, 0.54, 0.24)];

    private readonly ReportSheet _sheet;
    private readonly List<PdfPage> _pages = [];
    private double _y;

    private ReportPdf(ReportSheet sheet) => _sheet = sheet;

    private PdfPage Page => _pages[^1];

    private IReportWords Words => _sheet.Words;

    /// <summary>Writes it.</summary>
    public static byte[] Write(ReportSheet sheet, Report report)
    {
        var pdf = new ReportPdf(sheet);
        pdf.Begin();
        pdf.Head();
        pdf.Tiles(report.Tiles);
        pdf.Ages(report.Ages);
        foreach (var block in report.Blocks)
        {
            pdf.Block(block);
        }

        pdf.Feet();
        return PdfDocument.Write($"{sheet.Words.Brand}: {sheet.Words.ReportName(sheet.Section)}", sheet.Words.Language, pdf._pages);
    }

    private void Begin()
    {
        _pages.Add(new());
        _y = 56;
    }

    /// <summary>Goes on on another page, if a height does not fit on this one.</summary>
    /// <returns>Whether it did.</returns>
    private bool Room(double height)
    {
        if (_y + height <= Bottom)
        {
            return false;
        }

        Begin();
        return true;
    }

    private void Head()
    {
        Page.Text(Left, _y, 9, Words.Brand, grey: 0.4);
        _y += 24;
        Page.Text(Left, _y, 20, Words.ReportName(_sheet.Section), isBold: true);
        _y += 18;
        var filter = _sheet.Filter;
        string?[] parts =
        [
            $"{Iso(filter.From)} – {Iso(filter.To)}", filter.Team is { } team ? Words.TeamName(team) : null,
            filter.Channel is { } channel ? Words.LineName("channel", channel) : null, filter.Category is { } category ? Words.LineName("category", category) : null,
        ];
        Page.Text(Left, _y, 10, string.Join(" · ", parts.Where(part => part is not null)), grey: 0.35);
        _y += 20;
    }

    private void Tiles(IReadOnlyList<Tile> tiles)
    {
        var width = (Right - Left) / TilesAcross;
        foreach (var row in tiles.Chunk(TilesAcross))
        {
            Room(62);
            foreach (var (index, tile) in row.Index())
            {
                var x = Left + (index * width);
                Page.Fill(x, _y, width - 8, 54, 0.96);
                Page.Text(x + 8, _y + 14, 8.5, PdfText.Fit(tile.Metric.Name.In(Words.Language), 8.5, width - 24), grey: 0.35);
                Page.Text(x + 8, _y + 32, 15, PdfText.Fit(Words.FigureText(tile.Metric, tile.Now), 15, width - 24), isBold: true);
                var asides = new[] { Words.Aside(tile.Metric, tile.Now), tile.Before is { } before ? Words.Before(Words.FigureText(tile.Metric, before)) : null };
                Page.Text(x + 8, _y + 46, 7.5, PdfText.Fit(string.Join(" · ", asides.Where(aside => aside is not null)), 7.5, width - 24), grey: 0.4);
                Link(x, _y, width - 8, 54, ReportLinks.Rows(tile.Metric, _sheet.Filter));
            }

            _y += 62;
        }

        _y += 8;
    }

    private void Ages(IReadOnlyList<AgeBand> ages)
    {
        if (ages.Count == 0)
        {
            return;
        }

        Room(60);
        _y += 14;
        Page.Text(Left, _y, 11, Words.Age, isBold: true);
        var width = (Right - Left) / ages.Count;
        foreach (var (index, age) in ages.Index())
        {
            var right = Left + ((index + 1) * width) - 8;
            Page.Text(right, _y + 18, 8, age.Name, grey: 0.4, toRight: true);
            Page.Text(right, _y + 34, 11, age.N.ToString("N0", CultureInfo.InvariantCulture), toRight: true);
            Link(right - width + 8, _y + 8, width, 30, ReportLinks.Rows(age, _sheet.Filter));
        }

        _y += 46;
    }

    private void Block(BlockData data)
    {
        var block = data.Block;
        Room(60 + (block.Chart == "line" ? ChartHeight : 0));
        _y += 14;
        Page.Text(Left, _y, 11, PdfText.Fit(string.Join(" · ", block.Metrics.Select(metric => metric.Name.In(Words.Language)).Append(Words.ByName(block.By))), 11, Right - Left), isBold: true);
        _y += 10;
        if (data.Lines.Count == 0)
        {
            _y += 10;
            Page.Text(Left, _y, 9, Words.NothingCounted, grey: 0.4);
            _y += 12;
            return;
        }

        if (block.Chart == "line" && data.Lines.Count > 1 && data.Lines.Any(line => line.Figures.Any(figure => figure.Value > 0)))
        {
            Chart(data);
        }

        Table(data);
    }

    /// <summary>Lines over the days, each unit on its own scale from zero.</summary>
    private void Chart(BlockData data)
    {
        var (top, bottom, step) = (_y + 16, _y + ChartHeight - 14, (Right - Left) / (data.Lines.Count - 1));
        var legend = Left;
        Page.Line([(Left, bottom), (Right, bottom)], 0.5, (0.75, 0.75, 0.75));
        foreach (var (index, metric) in data.Block.Metrics.Index())
        {
            var colour = Colours[index % Colours.Length];
            var values = data.Lines.Select(line => line.Figures[index].IsHidden(metric) ? null : line.Figures[index].Value).ToList();
            var most = data.Block.Metrics.Index().Where(other => other.Item.Unit == metric.Unit).SelectMany(other => data.Lines.Select(line => line.Figures[other.Index].Value ?? 0)).DefaultIfEmpty().Max();
            var points = new List<(double, double)>();
            for (var day = 0; day <= values.Count; day++)
            {
                if (day < values.Count && values[day] is { } value)
                {
                    points.Add((Left + (day * step), bottom - (most > 0 ? Math.Max(0, value) / most * (bottom - top) : 0)));
                }
                else if (points.Count > 0)
                {
                    Page.Line(points.Count == 1 ? [points[0], points[0]] : points, points.Count == 1 ? 3 : 1.4, colour);     // a day alone is a dot
                    points = [];
                }
            }

            Page.Line([(legend, _y + 5), (legend + 12, _y + 5)], 2, colour);
            var name = $"{metric.Name.In(Words.Language)} (0 – {Words.FigureText(metric, new(most, 100))})";
            Page.Text(legend + 16, _y + 8, 8, name, grey: 0.3);
            legend += 28 + PdfText.WidthOf(name, 8);
        }

        _y += ChartHeight;
        Page.Text(Left, _y - 4, 7.5, Words.LineName("day", data.Lines[0].Key), grey: 0.4);
        Page.Text(Right, _y - 4, 7.5, Words.LineName("day", data.Lines[^1].Key), grey: 0.4, toRight: true);
        _y += 6;
    }

    private void Table(BlockData data)
    {
        var block = data.Block;
        var across = (Right - Left) * 0.66 / block.Metrics.Count;
        var first = Right - (across * block.Metrics.Count);
        Heads();
        foreach (var line in data.Lines)
        {
            if (Room(Row))
            {
                Heads();
            }

            _y += Row;
            var name = block.By == "agent" ? _sheet.Agents.GetValueOrDefault(line.Key, line.Key) : Words.LineName(block.By, line.Key);
            Page.Text(Left, _y - 4, 9, PdfText.Fit(name, 9, first - Left - 8));
            foreach (var (index, figure) in line.Figures.Index())
            {
                var (metric, right) = (block.Metrics[index], first + (across * (index + 1)));
                var text = PdfText.Fit(block.By == "slot" ? figure.N.ToString("N0", CultureInfo.InvariantCulture) : Words.FigureText(metric, figure), 9, across - 8);
                Page.Text(right, _y - 4, 9, text, grey: figure.Value is null ? 0.6 : 0.1, toRight: true);
                if (figure.Value is not null)
                {
                    Link(right - across + 8, _y - Row, across - 8, Row, ReportLinks.Rows(metric, _sheet.Filter, block.By, line.Key));
                }
            }

            Page.Line([(Left, _y), (Right, _y)], 0.3, (0.87, 0.87, 0.87));
        }

        _y += 10;

        void Heads()
        {
            _y += Row;
            Page.Text(Left, _y - 4, 8, Words.ByName(block.By), grey: 0.4);
            foreach (var (index, metric) in block.Metrics.Index())
            {
                Page.Text(first + (across * (index + 1)), _y - 4, 8, PdfText.Fit(metric.Name.In(Words.Language), 8, across - 8), grey: 0.4, toRight: true);
            }

            Page.Line([(Left, _y), (Right, _y)], 0.6, (0.6, 0.6, 0.6));
        }
    }

    private void Link(double x, double y, double width, double height, string rows)
    {
        if (_sheet.Address.Length > 0)
        {
            Page.Links.Add((x, y, width, height, _sheet.Address.TrimEnd('/') + rows));
        }
    }

    private void Feet()
    {
        foreach (var (index, page) in _pages.Index())
        {
            page.Text(Left, PdfPage.Height - 32, 8, Words.ZoneNote(_sheet.Zone), grey: 0.45);
            page.Text(Right, PdfPage.Height - 32, 8, $"{index + 1} / {_pages.Count}", grey: 0.45, toRight: true);
        }
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

using System.Globalization;
using ServiceBot.Insight.Learning.Tables;

namespace ServiceBot.Insight.Segments;

/// <summary>One line of a purchase.</summary>
/// <param name="Customer">Who.</param>
/// <param name="At">When.</param>
/// <param name="Order">Which order; lines without one are a purchase each.</param>
/// <param name="Item">What; null: the file does not say.</param>
/// <param name="Value">For how much.</param>
public sealed record Transaction(string Customer, DateTime At, string Order, string? Item, double Value);

/// <summary>Reads purchases from CSV, plain or gzip. Columns are told by their names.</summary>
public static class TransactionFile
{
    private static readonly string[] Customers = ["customerid", "customer", "clientid", "userid", "memberid", "cust"];
    private static readonly string[] Days = ["date", "invoicedate", "orderdate", "day", "timestamp", "purchasedate"];
    private static readonly string[] Orders = ["invoiceno", "invoice", "orderid", "orderno", "order", "transactionid"];
    private static readonly string[] Items = ["stockcode", "item", "itemid", "productid", "product", "sku"];
    private static readonly string[] Values = ["value", "amount", "total", "revenue", "spend", "sales"];
    private static readonly string[] Quantities = ["quantity", "qty"];
    private static readonly string[] Prices = ["unitprice", "price"];

    /// <summary>Reads purchases in the order of the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="leftOut">How many lines do not count: without a customer, cancelled (an order that begins with C, below or of no value), or taken back.</param>
    /// <exception cref="InvalidDataException">A column is not there, or a value is not what its column holds; the message says where.</exception>
    public static IReadOnlyList<Transaction> Read(string path, out int leftOut)
    {
        var file = CsvFile.Read(path);
        var (customer, day) = (Need(file, Customers, "customer_id"), Need(file, Days, "date"));
        var (order, item, value) = (Find(file, Orders), Find(file, Items), Find(file, Values));
        var (quantity, price) = (Find(file, Quantities), Find(file, Prices));
        if (value < 0 && (quantity < 0 || price < 0))
        {
            throw CsvFile.Bad(path, 1, 1, "there is no column of values", "name one value, or two Quantity and UnitPrice");
        }

        var transactions = new List<Transaction>(file.Records.Count);
        leftOut = 0;
        foreach (var record in file.Records)
        {
            var number = value >= 0 ? Number(file, record, value) : 0;
            if (value < 0)
            {
                var (count, each) = (Number(file, record, quantity), Number(file, record, price));
                number = count > 0 && each > 0 ? count * each : -1;
            }

            if (record.Fields[customer].Length == 0 || (value < 0 && number < 0) || (order >= 0 && record.Fields[order].StartsWith('C')))
            {
                leftOut++;
                continue;
            }

            if (!DateTime.TryParse(record.Fields[day], CultureInfo.InvariantCulture, out var at))
            {
                throw file.Bad(record, day, $"{record.Fields[day]} is no day", "write days as 2026-01-31");
            }

            transactions.Add(new(
                record.Fields[customer],
                at,
                order >= 0 ? record.Fields[order] : record.Line.ToString(CultureInfo.InvariantCulture),
                item >= 0 ? record.Fields[item] : null,
                number));
        }

        return transactions;
    }

    private static double Number(CsvFile file, CsvRecord record, int column) => NumberText.TryParse(record.Fields[column], out var number)
        ? number
        : throw file.Bad(record, column, $"{record.Fields[column]} is no number", "write numbers as 1234.50");

    private static int Need(CsvFile file, string[] names, string usual) => Find(file, names) is >= 0 and var at
        ? at
        : throw CsvFile.Bad(file.Path, 1, 1, $"there is no column {usual}", $"the columns are {string.Join(", ", file.Header)}");

    private static int Find(CsvFile file, string[] names) =>
        Array.FindIndex([.. file.Header], header => names.Contains(string.Concat(header.Where(char.IsLetterOrDigit)).ToLowerInvariant()));
}

/// <summary>A customer's purchases in three figures.</summary>
/// <param name="Customer">Who.</param>
/// <param name="First">When the first purchase was.</param>
/// <param name="Last">When the last one was.</param>
/// <param name="Purchases">How many orders there were.</param>
/// <param name="Spent">What they came to.</param>
public sealed record CustomerPurchases(string Customer, DateTime First, DateTime Last, int Purchases, double Spent)
{
    /// <summary>Sums up purchases, customer by customer in the order of their names.</summary>
    public static IReadOnlyList<CustomerPurchases> Of(IEnumerable<Transaction> transactions) =>
        [.. transactions.GroupBy(line => line.Customer).OrderBy(lines => lines.Key, StringComparer.Ordinal).Select(lines => new CustomerPurchases(
            lines.Key,
            lines.Min(line => line.At),
            lines.Max(line => line.At),
            lines.Select(line => line.Order).Distinct().Count(),
            lines.Sum(line => line.Value)))];
}

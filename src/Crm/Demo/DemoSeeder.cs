using System.Globalization;
using ServiceBot.Crm.Consents;
using ServiceBot.Crm.Customers;
using ServiceBot.Crm.Identity;
using ServiceBot.Crm.Orders;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Crm.Demo;

/// <summary>A customer of the demo company.</summary>
/// <param name="Id">The customer.</param>
/// <param name="Number">The customer number.</param>
/// <param name="Language"><c>en</c> or <c>zh</c>.</param>
/// <param name="Since">When they became one.</param>
public sealed record DemoCustomer(Guid Id, string Number, string Language, DateTimeOffset Since);

/// <summary>An order of the demo company.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Customer">Who ordered.</param>
/// <param name="PlacedAt">When.</param>
public sealed record DemoOrder(string Number, DemoCustomer Customer, DateTimeOffset PlacedAt);

/// <summary>The demo company before its first request: the same for the same seed and day.</summary>
/// <param name="Customers">Its customers.</param>
/// <param name="Orders">Their orders, oldest first.</param>
/// <param name="Added">False when everything was there before.</param>
public sealed record DemoCompany(IReadOnlyList<DemoCustomer> Customers, IReadOnlyList<DemoOrder> Orders, bool Added);

/// <summary>How far the seeding has come.</summary>
/// <param name="What">What is being made.</param>
/// <param name="Done">How many are there.</param>
/// <param name="Of">How many there will be.</param>
public readonly record struct SeedProgress(string What, int Done, int Of);

/// <summary>Makes the demo company's customers and orders over the year before a day; made once, whatever is asked later.</summary>
public sealed class DemoSeeder(IDatabase database, SignalLog signals, SetConsent consents)
{
    private const int CustomerCount = 400;
    private const int OrderCount = 900;
    private const int FirstCustomerNumber = 500_001;
    private const int FirstOrderNumber = 204_000;
    private const string KnownOrder = "HL-204817";   // the number that the articles and the examples name
    private const int Days = 365;

    /// <summary>Makes the company, in one unit of work.</summary>
    /// <param name="seed">The same seed and day give the same company.</param>
    /// <param name="today">The last day of the year that is made.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Gives up before it has begun.</param>
    public async Task<DemoCompany> SeedAsync(int seed, DateTimeOffset today, IProgress<SeedProgress>? progress, CancellationToken cancellationToken)
    {
        var plan = new Plan(seed, today);
        var added = await database.WriteAsync(
            async unit =>
            {
                if (await CustomerStore.HolderAsync(unit, IdentifierKinds.CustomerNumber, plan.People[0].Customer.Number) is not null)
                {
                    return false;
                }

                await AddPeopleAsync(unit, plan, progress);
                await AddOrdersAsync(unit, plan, progress);
                return true;
            },
            cancellationToken);
        return new(
            plan.People.ConvertAll(person => person.Customer),
            plan.Orders.ConvertAll(order => new DemoOrder(order.Number, plan.ById[order.Customer!.Value], order.PlacedAt)),
            added);
    }

    private async Task AddPeopleAsync(UnitOfWork unit, Plan plan, IProgress<SeedProgress>? progress)
    {
        foreach (var (index, person) in plan.People.Index())
        {
            var (id, number, language, since) = person.Customer;
            await CustomerStore.InsertAsync(unit, id, person.Name, language, since, FactSources.Demo);
            await CustomerStore.IdentifyAsync(unit, id, IdentifierKinds.CustomerNumber, number, number, verifiedAt: since, since, FactSources.Demo);
            await CustomerStore.IdentifyAsync(unit, id, IdentifierKinds.Email, person.Email, person.Email, verifiedAt: since, since, FactSources.Demo);
            await CustomerStore.IdentifyAsync(
                unit, id, IdentifierKinds.Phone, person.Phone, person.Phone.Replace(" ", "", StringComparison.Ordinal), verifiedAt: null, since, FactSources.Demo);
            await signals.AppendAsync(unit, new(CustomerSignals.Created, since, Customer: id, Data: """{"source":"demo"}"""));
            if (person.WantsNews is { } wantsNews)
            {
                await consents.AppendAsync(unit, id, new() { Purpose = "marketing", State = wantsNews ? ConsentState.Granted : ConsentState.Withdrawn, At = since, Source = "demo" });
            }

            progress?.Report(new("customers", index + 1, plan.People.Count));
        }
    }

    private async Task AddOrdersAsync(UnitOfWork unit, Plan plan, IProgress<SeedProgress>? progress)
    {
        foreach (var (index, order) in plan.Orders.Index())
        {
            var (details, steps) = DemoOrders.WayOf(order, plan.End);
            await OrderStore.InsertAsync(unit, details, steps);
            await signals.AppendAsync(
                unit, new("OrderPlaced", order.PlacedAt, Customer: order.Customer, Data: $$"""{"order":"{{order.Number}}","total":{{order.Total.ToString(CultureInfo.InvariantCulture)}}}"""));
            progress?.Report(new("orders", index + 1, plan.Orders.Count));
        }
    }

    private sealed record Person(DemoCustomer Customer, string Name, string Email, string Phone, bool? WantsNews);

    /// <summary>Everything that chance decides, decided before anything is written, so that it can be written again.</summary>
    private sealed class Plan
    {
        private readonly Random _random;
        private readonly DateTimeOffset _begin;
        private readonly DateTimeOffset _end;

        public Plan(int seed, DateTimeOffset today)
        {
            _random = new(seed);
            _end = new(today.UtcDateTime.Date, TimeSpan.Zero);
            _begin = _end.AddDays(-Days);
            People = [.. Enumerable.Range(0, CustomerCount).Select(NewPerson)];
            ById = People.ToDictionary(person => person.Customer.Id, person => person.Customer);
            Orders = [.. Enumerable.Range(0, OrderCount)
                .Select(_ => People[_random.Next(CustomerCount)].Customer)
                .Select(customer => (Customer: customer, PlacedAt: Between(customer.Since, _end)))
                .OrderBy(order => order.PlacedAt)
                .Select((order, index) => NewOrder($"HL-{FirstOrderNumber + index}", order.Customer, order.PlacedAt))];
        }

        public List<Person> People { get; }

        public Dictionary<Guid, DemoCustomer> ById { get; }

        public List<Order> Orders { get; }

        public DateTimeOffset End => _end;

        private Person NewPerson(int index)
        {
            var chinese = _random.Next(100) < 40;
            var (name, latin) = chinese ? ChineseName() : EnglishName();
            var since = Between(_begin, _end.AddDays(-7));
            return new(
                new(NewId(since), $"C-{FirstCustomerNumber + index}", chinese ? "zh" : "en", since),
                name,
                $"{latin}{index + 1}@example.com",
                $"+44 7700 900{index:D3}",
                _random.Next(3) switch { 0 => null, 1 => true, _ => false });
        }

        private (string Name, string Latin) EnglishName()
        {
            var (given, family) = (Pick(DemoPeople.GivenEn), Pick(DemoPeople.FamilyEn));
            return ($"{given} {family}", $"{given}.{family}".ToLowerInvariant());
        }

        private (string Name, string Latin) ChineseName()
        {
            var (family, given) = (Pick(DemoPeople.FamilyZh), Pick(DemoPeople.GivenZh));
            return (family.Han + given.Han, $"{given.Latin}.{family.Latin}");
        }

        private Order NewOrder(string number, DemoCustomer customer, DateTimeOffset placedAt)
        {
            var (name, price) = Pick(DemoPeople.Goods);
            var count = _random.Next(10) < 8 ? 1 : 2;
            var promised = DateOnly.FromDateTime(placedAt.UtcDateTime).AddDays(_random.Next(2, 6));
            var status = number == KnownOrder ? OrderStatus.Shipped : StatusAfter(_end - placedAt);
            return new()
            {
                Number = number,
                Customer = customer.Id,
                Status = status,
                PlacedAt = placedAt,
                PromisedOn = promised,
                CarrierDay = status is OrderStatus.Shipped or OrderStatus.Delivered or OrderStatus.Returned ? promised.AddDays(_random.Next(-1, 3)) : null,
                Items = $"{count} × {name}",
                Total = count * price,
                Currency = "USD",
            };
        }

        private OrderStatus StatusAfter(TimeSpan age) => (age.TotalDays, _random.Next(100)) switch
        {
            ( < 1, _) => OrderStatus.Confirmed,
            ( < 2, _) => OrderStatus.Fulfilled,
            (_, < 3) => OrderStatus.Cancelled,
            ( < 5, _) => OrderStatus.Shipped,
            ( < 12, < 15) => OrderStatus.Shipped,      // late
            ( > 14, < 11) => OrderStatus.Returned,
            _ => OrderStatus.Delivered,
        };

        private T Pick<T>(T[] of) => of[_random.Next(of.Length)];

        private DateTimeOffset Between(DateTimeOffset from, DateTimeOffset to) => from.AddSeconds(_random.NextInt64((long)(to - from).TotalSeconds));

        /// <summary>An id of version 7, with the bits of chance from the seed.</summary>
        private Guid NewId(DateTimeOffset at)
        {
            var bytes = Guid.CreateVersion7(at).ToByteArray(bigEndian: true);
            var (version, variant) = (bytes[6] & 0xF0, bytes[8] & 0xC0);
            _random.NextBytes(bytes.AsSpan(6));
            bytes[6] = (byte)(version | (bytes[6] & 0x0F));
            bytes[8] = (byte)(variant | (bytes[8] & 0x3F));
            return new(bytes, bigEndian: true);
        }
    }
}

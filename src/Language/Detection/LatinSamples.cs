namespace ServiceBot.Language.Detection;

/// <summary>Words of customers in languages written in Latin letters, composed for this project.</summary>
internal static class LatinSamples
{
    public const string English = """
        the be to of and a an in that have i it for not on with he as you do at this but his by from they we say her she or will my one
        all would there their what so up out if about who get which go me when make can like time no just him know take people into year
        your good some could them see other than then now look only come its over think also back after use two how our work first well
        way even new want because any these give day most us is are was were been has had did does done am being i'm i've i'd i'll it's
        don't doesn't didn't can't cannot couldn't won't wouldn't isn't aren't wasn't haven't hasn't what's where's that's there's let's
        dont cant wont im ive ok okay yes yeah yep nope hi hello hey hallo hiya thanks thank please pls sorry bye morning evening
        afternoon night today tomorrow yesterday week month hour minute monday tuesday wednesday thursday friday saturday sunday
        january february march april may june july august september october november december where why who whom whose while until
        since before during again still yet already never always often soon later once here each every both few more less much many
        such same own too very really quite almost off down under between through against without within around near far left right
        old big small long short high low fast slow late early last next best better worst bad wrong great nice fine free open closed
        help need order orders ordered parcel package delivery deliver delivered ship shipped shipping courier track tracking number
        return returns returned refund refunded exchange label box item product device router hub modem internet wifi broadband
        connection connected connect network line phone landline mobile signal speed light lights red green orange blinking broken
        fault problem problems issue issues error working works worked stopped stop start started restart reset install setup kit
        account login log sign password username email mail address name code verification card payment pay paid paying bill bills
        invoice charge charged charges fee fees price prices plan plans contract cancel cancelled canceled cancellation upgrade
        downgrade switch change changed update move moving house home flat customer service support agent person human manager
        complaint complain speak talk call chat contact message reply answer question information privacy data delete remove add
        buy bought purchase sell store shop money cash bank dollar dollars discount offer deal month monthly per cost costs cheap
        expensive difference request ticket status technician visit appointment available possible able tell show find check send sent
        receive received got getting keep keeps lost missing wait waiting long been ago went gone come coming arrive arrived expect
        something anything nothing someone anyone everyone thing things another else enough own set put turn turned leave live stay
        read write word words page website app online screen button click press second third half full empty ready sure maybe
        perhaps probably wonder hope love hate feel happy angry tired frustrated terrible horrible awful useless joke weather story
        """;

    /// <summary>Words that are the same everywhere, and so tell nothing.</summary>
    public const string International = """
        ok okay router modem wifi wlan internet online email mail app chat code plan hub status video radio tv pc usb sim service problem
        problema hotel taxi normal total final hallo bonjour hola ciao amigo danke merci gracias adios mesh harborline harbor netflix
        spam link login pin
        """;

    /// <summary>The languages of <see cref="Others"/>, in its order (ISO 639-1); Danish and Norwegian are told apart by nobody in a few words.</summary>
    public static readonly string[] Names = ["de", "fr", "es", "it", "pt", "nl", "pl", "tr", "vi", "sv", "da", "cs", "ro", "hu", "fi", "id"];

    public static readonly string[] Others =
    [
        """
        der die das und ist nicht ich sie wir ihr mein meine meinen mein deine ein eine einen einem auf mit für von zu im den dem des dass
        wie wo was wann warum wer haben habe hat hatte sind war wird werden kann können könnte muss möchte würde bitte danke guten tag
        hallo ja nein noch schon sehr auch nur aber oder wenn weil seit nach bei aus über unter zum zur mehr immer wieder heute morgen
        gestern woche bestellung lieferung paket rechnung vertrag kündigen kündigung störung funktioniert geht kaputt geld zurück
        rücksendung konto passwort anschluss verbindung langsam leitung telefon hilfe brauche angekommen geliefert gekommen bekommen
        bezahlt bezahlen adresse ändern umzug mitarbeiter sprechen frage wissen warten warte keine kein nichts mich mir uns euch
        gerät defekt kunde kundendienst schnell leider vielen dank grüße
        """,
        """
        le la les un une des du de et est pas ne je tu il elle nous vous ils mon ma mes votre vos notre ce cette ces que qui quoi où quand
        comment pourquoi combien avec sans pour dans sur sous par plus très bien mais ou donc car si oui non bonjour bonsoir merci s'il
        plaît être avoir ai as avons avez ont suis es sommes êtes sont était fait faire peux peut pouvez puis voudrais veux veut dois
        faut commande colis livraison livré reçu facture contrat résilier panne marche fonctionne lent connexion ligne téléphone aide
        besoin compte mot passe adresse changer déménagement retour remboursement rembourser argent payer payé prix encore toujours
        jamais depuis hier aujourd'hui demain semaine mois jour rien quelque chose personne parler conseiller problème j'ai c'est n'est
        qu'est d'un l'abonnement abonnement arrivé arrivée attends votre aucun aucune
        """,
        """
        el los las un una unos unas de del y es no yo tú él ella nosotros ustedes mi mis su sus este esta estos que qué quién cómo cuándo
        dónde por para con sin sobre entre muy más menos pero porque cuando donde como si sí hola buenos días buenas tardes gracias
        favor ser estar tener tengo tiene tienen hay he ha han soy está están estoy fue era puedo puede pueden quiero quisiera necesito
        debo hacer hace pedido paquete entrega entregado recibido recibir factura contrato cancelar avería funciona lento conexión
        línea teléfono ayuda cuenta contraseña dirección cambiar mudanza devolución devolver reembolso dinero pagar pagado precio todavía
        aún siempre nunca desde ayer hoy mañana semana mes día nada algo alguien hablar persona llegado llegó llegar espero esperando
        problema servicio ningún ninguna usted muchas
        """,
        """
        il lo la gli le un uno una di del della dei delle e è non io tu lui lei noi voi loro mio mia miei mie suo sua questo questa che chi
        cosa come quando dove perché quanto con senza per tra fra su molto più meno ma se sì ciao buongiorno buonasera grazie prego
        favore essere avere ho hai ha abbiamo avete hanno sono sei siamo siete era stato posso può potete vorrei voglio devo bisogna
        fare fatto ordine pacco consegna consegnato ricevuto fattura contratto disdire disdetta guasto funziona lento connessione linea
        telefono aiuto bisogno conto password indirizzo cambiare trasloco reso rimborso soldi pagare pagato prezzo ancora sempre mai da
        ieri oggi domani settimana mese giorno niente qualcosa qualcuno parlare persona arrivato arrivata aspettando aspetto problema
        servizio nessun nessuna operatore dov'è c'è all'ordine
        """,
        """
        o os a as um uma uns umas de do da dos das e é não eu você ele ela nós vocês eles meu minha meus minhas seu sua este esta isso que
        quem como quando onde porque por para com sem sobre muito mais menos mas se sim olá oi bom dia boa tarde noite obrigado obrigada
        favor ser estar ter tenho tem temos têm sou está estão estou foi era posso pode podem quero queria gostaria preciso fazer feito
        faz pedido encomenda pacote entrega entregue recebi recebido fatura conta contrato cancelar avaria funciona lento conexão ligação
        linha telefone ajuda senha endereço mudar mudança devolução devolver reembolso dinheiro pagar pago preço ainda sempre nunca desde
        ontem hoje amanhã semana mês dia nada algo alguém falar pessoa chegou chegar esperando problema serviço nenhum nenhuma
        """,
        """
        de het een en is niet ik jij je u hij zij wij we jullie mijn uw onze dit dat deze die wat wie waar wanneer waarom hoe met zonder
        voor van naar op in uit bij over onder meer zeer heel ook maar of als omdat sinds ja nee hallo goedemorgen goedendag bedankt
        alstublieft alsjeblieft zijn hebben heb hebt heeft had ben bent was waren wordt worden kan kunnen kunt wil willen graag moet
        moeten doen gedaan bestelling pakket levering bezorgd bezorging geleverd ontvangen rekening factuur contract opzeggen storing
        werkt doet traag verbinding lijn telefoon hulp nodig wachtwoord adres wijzigen verhuizing verhuizen retour terug terugsturen geld
        betalen betaald prijs nog altijd nooit gisteren vandaag morgen week maand dag niets iets iemand spreken medewerker aangekomen
        gekomen wacht geen probleem klant klantenservice
        """,
        """
        i w we z ze na do od po za przy przez dla bez nie tak jest są być był była było mam masz ma mamy mają ja ty on ona my wy mój moja
        moje moją swój ten ta to te co kto gdzie kiedy dlaczego jak ile który która które czy ale albo bo jeśli bardzo więcej jeszcze już
        tylko też zawsze nigdy dziś dzisiaj jutro wczoraj tydzień miesiąc dzień dobry cześć dziękuję proszę przepraszam chcę chciałbym
        chciałabym mogę może można muszę potrzebuję zamówienie zamówienia paczka przesyłka dostawa dostałem otrzymałem faktura umowa
        wypowiedzieć rozwiązać awaria działa wolno połączenie łącze telefon pomoc pomocy konto hasło adres zmienić przeprowadzka zwrot
        zwrócić pieniądze zapłacić zapłaciłem cena nic coś ktoś rozmawiać konsultant przyszło przyszła czekam problem żaden mnie się
        """,
        """
        ve bir bu şu o ben sen biz siz onlar benim senin bizim sizin ne kim nerede nereye ne zaman neden niçin nasıl kaç hangi ile için gibi
        kadar daha çok az en ama fakat veya eğer çünkü de da mi mı mu mü evet hayır merhaba selam günaydın iyi günler teşekkürler
        teşekkür ederim lütfen var yok değil oldu olur olarak istiyorum isterim lazım gerek gerekiyor yapmak yapıyor edebilir miyim
        sipariş siparişim siparişimin kargo kargom paket teslimat teslim edilmedi gelmedi geldi fatura faturam sözleşme iptal etmek arıza
        çalışmıyor yavaş bağlantı hat telefon yardım hesap hesabım şifre şifremi adres değiştirmek taşınma iade etmek para ödeme ödedim
        fiyat hala henüz her hiç dün bugün yarın hafta ay gün bir şey kimse konuşmak temsilci bekliyorum sorun internetim müşteri
        """,
        """
        và là của có không tôi bạn anh chị em chúng ta mình cái này đó kia gì ai đâu ở khi nào tại sao vì như thế bao nhiêu với cho từ đến
        trong ngoài trên dưới rất nhiều hơn ít nhưng hoặc nếu cũng đã đang sẽ được bị phải cần muốn xin chào cảm ơn vâng dạ làm ơn giúp
        đơn hàng kiện giao nhận hoá đơn hợp đồng huỷ hủy hỏng lỗi chậm kết nối mạng đường dây điện thoại trợ giúp tài khoản mật khẩu địa
        chỉ đổi chuyển nhà trả lại hoàn tiền thanh toán giá vẫn chưa luôn hôm qua nay ngày mai tuần tháng thấy người nói chuyện nhân viên
        chờ vấn đề dịch vụ hỏi biết thể
        """,
        """
        och att det i en ett är inte jag du han hon vi ni de min mitt mina din er den detta som vad vem var när varför hur med utan för
        från till på av om under över mer mycket men eller eftersom sedan ja nej hej tack snälla ha har hade vara varit kan kunde vill
        skulle måste göra beställning paket leverans levererat faktura avtal uppsägning fungerar långsam anslutning telefon hjälp behöver
        konto lösenord adress ändra flytta retur tillbaka pengar betala betalat pris fortfarande alltid aldrig igår idag imorgon vecka
        månad dag ingenting något någon prata kommit väntar
        """,
        """
        og jeg ikke det er en et på til af med hvor hvad hvornår hvorfor hvordan min mit har kan vil skal også ordre pakke levering kommet virker regning hjælp hjelp ikke pakken fungerer
        """,
        """
        a se si na do je to v ve z ze s o u k že ale nebo pokud protože jsem jsi jsme jste jsou byl byla bylo být mám máte má můj moje kde
        kdy proč jak kolik který která ten ta tento prosím děkuji dobrý den ahoj ano ne chci chtěl bych mohu můžete musím potřebuji
        objednávka objednávku balík zásilka doručení faktura smlouva zrušit porucha nefunguje pomalý připojení telefon pomoc účet heslo
        adresa změnit vrátit peníze zaplatit cena ještě už vždy nikdy včera dnes zítra týden měsíc nic něco někdo mluvit přišla čekám
        """,
        """
        și este nu eu mea meu unde când cum pentru comanda coletul factura vă rog mulțumesc aș vrea sunt am nu merge bună ziua
        """,
        """
        nem van és egy hol mikor miért hogyan rendelésem csomag számla kérem köszönöm szeretnék működik jó napot még
        """,
        """
        ei ole minun tilaus paketti lasku missä milloin miksi miten kiitos hyvää päivää haluan toimi vielä
        """,
        """
        yang dan di ke dari ini itu saya anda kami kita tidak bukan ada adalah untuk dengan pada akan sudah belum bisa dapat mau ingin
        harus apa siapa mana kapan kenapa mengapa bagaimana berapa tapi atau karena jika terima kasih tolong selamat pagi siang halo ya
        pesanan paket pengiriman dikirim diterima tagihan kontrak batal membatalkan rusak lambat koneksi jaringan telepon bantuan akun
        kata sandi alamat ubah pindah kembali uang bayar harga masih selalu kemarin hari besok minggu bulan sampai orang bicara menunggu
        """,
    ];
}

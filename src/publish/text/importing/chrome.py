"""Site furniture: the lines that a web page puts around a text and that come along when it is saved.

One table by language of what such lines say; a line is furniture only if it says nothing else. Furniture is
looked for at the top and the bottom of a text alone, never inside.
"""

# ruff: noqa: E501 (tables of words)

from __future__ import annotations

import re
from functools import cache

# What a whole line says, in lower case, digits as #. One row a language; order and case are free.
_SAYINGS = {
    "en": "print|print page|print this page|print article|printer friendly|printer-friendly version"
    "|print version|email|e-mail|email this|send by email|email this page|email to a friend|share"
    "|share this|share this article|share this page|share this post|tweet|like|like this|pin it|save"
    "|download|download pdf|pdf|pdf version|rss|skip to content|skip to main content"
    "|skip to navigation|jump to navigation|menu|main menu|navigation|home|search|log in|login"
    "|sign in|sign up|register|subscribe|subscribe now|subscribe to our newsletter|newsletter|back"
    "|back to top|top of page|back to home|go to top|next|previous|next article|previous article"
    "|next page|previous page|read more|related articles|related posts|related|see also|comments"
    "|leave a comment|no comments|add a comment|post a comment|# comments|# comment|# views|# shares"
    "|# min read|# minute read|# minutes read|reading time: # min|reading time: # minutes|page #"
    "|page # of #|accept|accept all|accept cookies|reject all|cookie settings|cookie policy"
    "|privacy policy|terms of use|terms of service|legal notice|contact|contact us|about|about us"
    "|sitemap|all rights reserved|advertisement|close|follow us|tags|copy link|text size"
    "|we use cookies|this site uses cookies|this website uses cookies",
    "fr": "imprimer|imprimer cette page|imprimer l'article|imprimer cet article|version imprimable"
    "|version à imprimer|envoyer|envoyer par mail|envoyer à un ami|envoyer par e-mail|partager"
    "|partager cet article|partager cette page|tweeter|j'aime|télécharger|télécharger le pdf"
    "|version pdf|aller au contenu|aller au contenu principal|accueil|menu|recherche|rechercher"
    "|connexion|se connecter|s'inscrire|s'abonner|abonnez-vous|lettre d'information|retour"
    "|retour en haut|haut de page|retour à l'accueil|suivant|précédent|article suivant"
    "|article précédent|lire la suite|lire aussi|à lire aussi|articles liés|voir aussi|commentaires"
    "|# commentaires|# commentaire|aucun commentaire|laisser un commentaire|page #|page # sur #"
    "|# min de lecture|temps de lecture : # min|accepter|tout accepter|tout refuser|refuser"
    "|gérer les cookies|mentions légales|politique de confidentialité|contact|contactez-nous|à propos"
    "|plan du site|tous droits réservés|publicité|fermer|suivez-nous|nous utilisons des cookies"
    "|ce site utilise des cookies",
    "de": "drucken|seite drucken|artikel drucken|diese seite drucken|druckversion|druckansicht|teilen"
    "|artikel teilen|diesen artikel teilen|per e-mail senden|e-mail|versenden|weiterempfehlen|merken"
    "|herunterladen|pdf herunterladen|als pdf|zum inhalt springen|zum inhalt|direkt zum inhalt"
    "|zum hauptinhalt springen|startseite|menü|suche|suchen|anmelden|einloggen|registrieren"
    "|abonnieren|newsletter|zurück|nach oben|seitenanfang|zurück zur startseite|weiter"
    "|nächster artikel|vorheriger artikel|weiterlesen|mehr lesen|mehr zum thema|siehe auch|kommentare"
    "|# kommentare|# kommentar|keine kommentare|kommentar schreiben|seite #|seite # von #"
    "|lesezeit: # min|lesezeit: # minuten|# min lesezeit|akzeptieren|alle akzeptieren|alle ablehnen"
    "|cookie-einstellungen|impressum|datenschutz|datenschutzerklärung|kontakt|über uns|agb"
    "|inhaltsverzeichnis anzeigen|alle rechte vorbehalten|anzeige|werbung|schließen|folgen sie uns"
    "|wir verwenden cookies|diese website verwendet cookies",
    "es": "imprimir|imprimir página|imprimir artículo|versión para imprimir|versión imprimible|compartir"
    "|compartir este artículo|enviar|enviar por correo|enviar por email|enviar a un amigo"
    "|correo electrónico|tuitear|me gusta|descargar|descargar pdf|saltar al contenido|ir al contenido"
    "|ir al contenido principal|pasar al contenido principal|inicio|menú|buscar|búsqueda"
    "|iniciar sesión|acceder|registrarse|suscribirse|suscríbete|boletín|volver|volver arriba|subir"
    "|siguiente|anterior|artículo siguiente|artículo anterior|leer más|seguir leyendo"
    "|artículos relacionados|relacionados|ver también|comentarios|# comentarios|# comentario"
    "|dejar un comentario|deja un comentario|sin comentarios|página #|página # de #|# min de lectura"
    "|tiempo de lectura: # min|aceptar|aceptar todo|rechazar|aceptar cookies|política de privacidad"
    "|aviso legal|política de cookies|contacto|acerca de|quiénes somos|mapa del sitio"
    "|todos los derechos reservados|publicidad|cerrar|síguenos|usamos cookies|utilizamos cookies"
    "|este sitio usa cookies",
    "it": "stampa|stampa pagina|stampa articolo|stampa questa pagina|versione stampabile|condividi"
    "|condividi questo articolo|invia|invia per email|invia a un amico|mi piace|scarica|scarica pdf"
    "|vai al contenuto|salta al contenuto|vai al contenuto principale|home|menu|cerca|accedi"
    "|registrati|iscriviti|indietro|torna su|torna alla home|successivo|precedente"
    "|articolo successivo|articolo precedente|leggi tutto|leggi anche|continua a leggere"
    "|articoli correlati|vedi anche|commenti|# commenti|# commento|lascia un commento|nessun commento"
    "|pagina #|pagina # di #|tempo di lettura: # min|# min di lettura|accetta|accetta tutto|rifiuta"
    "|informativa sulla privacy|note legali|contatti|chi siamo|mappa del sito"
    "|tutti i diritti riservati|pubblicità|chiudi|seguici|questo sito utilizza i cookie"
    "|utilizziamo i cookie",
    "pt": "imprimir|imprimir página|imprimir artigo|versão para impressão|versão para imprimir|partilhar"
    "|compartilhar|compartilhe|partilhar este artigo|compartilhar este artigo|enviar por e-mail"
    "|enviar por email|enviar|curtir|gosto|baixar|descarregar|baixar pdf|ir para o conteúdo"
    "|saltar para o conteúdo|pular para o conteúdo|início|página inicial|menu|pesquisar|buscar|entrar"
    "|iniciar sessão|cadastre-se|assinar|assine|voltar|voltar ao topo|topo|seguinte|próximo|anterior"
    "|próximo artigo|artigo anterior|leia mais|ler mais|leia também|artigos relacionados|ver também"
    "|comentários|# comentários|# comentário|deixe um comentário|sem comentários|página #"
    "|página # de #|tempo de leitura: # min|# min de leitura|aceitar|aceitar tudo|rejeitar"
    "|aviso legal|política de privacidade|contato|contacto|sobre|sobre nós|quem somos|mapa do site"
    "|todos os direitos reservados|publicidade|fechar|siga-nos|usamos cookies|este site usa cookies",
    "nl": "afdrukken|print|pagina afdrukken|artikel afdrukken|printversie|delen|deel dit artikel|e-mailen"
    "|doorsturen|downloaden|naar de inhoud|naar de inhoud springen|ga naar de inhoud|menu|zoeken"
    "|inloggen|aanmelden|registreren|abonneren|nieuwsbrief|terug|terug naar boven|naar boven|volgende"
    "|vorige|volgend artikel|vorig artikel|lees meer|lees ook|lees verder|gerelateerde artikelen"
    "|zie ook|reacties|# reacties|# reactie|geen reacties|plaats een reactie|pagina #|pagina # van #"
    "|leestijd: # min|accepteren|alles accepteren|weigeren|privacybeleid|privacyverklaring|contact"
    "|over ons|sitemap|alle rechten voorbehouden|advertentie|sluiten|volg ons"
    "|deze website gebruikt cookies|wij gebruiken cookies",
    "pl": "drukuj|wydrukuj|wersja do druku|udostępnij|wyślij|wyślij znajomemu|lubię to|pobierz|pobierz pdf"
    "|przejdź do treści|strona główna|menu|szukaj|wyszukaj|zaloguj się|zaloguj|zarejestruj się"
    "|subskrybuj|newsletter|wstecz|powrót|do góry|następny|poprzedni|następny artykuł"
    "|poprzedni artykuł|czytaj więcej|czytaj dalej|czytaj także|zobacz także|zobacz też|komentarze"
    "|komentarze (#)|brak komentarzy|dodaj komentarz|strona #|strona # z #|akceptuję|akceptuj|odrzuć"
    "|polityka prywatności|kontakt|o nas|mapa strony|reklama|zamknij|wszelkie prawa zastrzeżone"
    "|wszystkie prawa zastrzeżone|ta strona używa plików cookie",
    "cs": "tisk|vytisknout|tisknout|verze pro tisk|sdílet|poslat e-mailem|stáhnout|přejít k obsahu"
    "|přeskočit na obsah|domů|hlavní stránka|menu|hledat|vyhledávání|přihlásit se|přihlášení"
    "|registrace|odebírat|zpět|nahoru|další|předchozí|číst dál|číst více|související články|viz také"
    "|komentáře|přidat komentář|strana #|strana # z #|přijmout|souhlasím|odmítnout"
    "|ochrana osobních údajů|kontakt|o nás|mapa stránek|všechna práva vyhrazena|reklama|zavřít",
    "ru": "печать|распечатать|версия для печати|напечатать|поделиться|отправить|отправить другу|нравится"
    "|скачать|скачать pdf|перейти к содержанию|перейти к содержимому|перейти к основному содержанию"
    "|главная|на главную|меню|поиск|найти|войти|вход|регистрация|подписаться|подписка|назад|вверх"
    "|наверх|далее|следующая|предыдущая|следующая статья|предыдущая статья|читать далее|читать дальше"
    "|читайте также|похожие статьи|см. также|комментарии|# комментариев|# комментарий"
    "|нет комментариев|оставить комментарий|страница #|страница # из #|время чтения: # мин"
    "|# мин чтения|принять|принять все|отклонить|политика конфиденциальности|контакты|о нас"
    "|карта сайта|все права защищены|реклама|закрыть|мы используем файлы cookie",
    "uk": "друк|друкувати|роздрукувати|версія для друку|поділитися|поширити|надіслати|завантажити"
    "|перейти до вмісту|перейти до змісту|головна|на головну|меню|пошук|увійти|вхід|реєстрація"
    "|підписатися|назад|вгору|нагору|далі|наступна|попередня|читати далі|читайте також|див. також"
    "|коментарі|залишити коментар|сторінка #|сторінка # з #|прийняти|відхилити"
    "|політика конфіденційності|контакти|про нас|карта сайту|усі права захищені|реклама|закрити",
    "el": "εκτύπωση|εκτυπώστε|κοινοποίηση|μοιραστείτε|αποστολή|αρχική|μενού|αναζήτηση|σύνδεση|εγγραφή|πίσω"
    "|επόμενο|προηγούμενο|διαβάστε περισσότερα|σχόλια|σελίδα #|επικοινωνία|όροι χρήσης"
    "|πολιτική απορρήτου|με επιφύλαξη παντός δικαιώματος",
    "sv": "skriv ut|dela|skicka|hoppa till innehåll|hem|meny|sök|logga in|tillbaka|till toppen|nästa"
    "|föregående|läs mer|läs också|kommentarer|# kommentarer|sida #|sida # av #|kontakt|om oss"
    "|integritetspolicy|stäng",
    "da": "udskriv|del|del artiklen|gå til indhold|hjem|forside|menu|søg|log ind|tilbage|til toppen|næste"
    "|forrige|læs mere|læs også|kommentarer|side #|side # af #|kontakt|om os|privatlivspolitik|luk",
    "nb": "skriv ut|del|hopp til innhold|hjem|forside|meny|søk|logg inn|tilbake|til toppen|neste|forrige"
    "|les mer|les også|kommentarer|side #|side # av #|kontakt|om oss|personvern|lukk",
    "fi": "tulosta|jaa|siirry sisältöön|etusivu|valikko|haku|kirjaudu|takaisin|ylös|seuraava|edellinen"
    "|lue lisää|lue myös|kommentit|sivu #|yhteystiedot|tietosuoja|sulje",
    "hu": "nyomtatás|nyomtatható változat|megosztás|küldés|ugrás a tartalomra|kezdőlap|főoldal|menü|keresés"
    "|bejelentkezés|vissza|vissza a tetejére|következő|előző|tovább|hozzászólások|# hozzászólás"
    "|kapcsolat|rólunk|adatvédelem|minden jog fenntartva|bezárás",
    "ro": "tipărește|imprimă|printează|distribuie|trimite|salt la conținut|acasă|meniu|căutare"
    "|autentificare|înapoi|sus|următorul|anterior|citește mai mult|citește și|comentarii|pagina #"
    "|contact|despre noi|închide|toate drepturile rezervate",
    "tr": "yazdır|sayfayı yazdır|paylaş|gönder|içeriğe geç|içeriğe atla|ana sayfa|anasayfa|menü|ara|giriş"
    "|giriş yap|geri|yukarı|sonraki|önceki|devamını oku|yorumlar|sayfa #|iletişim|hakkımızda"
    "|gizlilik politikası|kapat|tüm hakları saklıdır",
    "ar": "طباعة|اطبع|مشاركة|شارك|إرسال|الرئيسية|القائمة|بحث|تسجيل الدخول|رجوع|التالي|السابق|اقرأ المزيد"
    "|اقرأ أيضا|تعليقات|التعليقات|صفحة #|اتصل بنا|من نحن|سياسة الخصوصية|جميع الحقوق محفوظة",
    "he": "הדפסה|הדפס|שתף|שיתוף|שלח|דלג לתוכן|דף הבית|תפריט|חיפוש|התחברות|חזרה|הבא|הקודם|קרא עוד|תגובות"
    "|עמוד #|צור קשר|אודות|מדיניות פרטיות|כל הזכויות שמורות",
    "ja": "印刷|印刷する|このページを印刷|シェア|シェアする|ツイート|ホーム|トップ|メニュー|検索|ログイン|戻る|トップへ戻る|ページトップへ|次へ|前へ|次の記事|前の記事|続きを読む"
    "|関連記事|コメント|お問い合わせ|サイトマップ|閉じる",
    "zh": "打印|打印本页|列印|分享|转发|首页|首頁|菜单|搜索|搜尋|登录|登入|返回|返回顶部|回到顶部|下一篇|上一篇|下一页|上一页|阅读更多|阅读全文|相关文章|评论|联系我们|关于我们"
    "|版权所有|关闭",
    "ko": "인쇄|인쇄하기|프린트|공유|공유하기|본문 바로가기|홈|메뉴|검색|로그인|뒤로|맨 위로|다음|이전|다음 글|이전 글|더 보기|관련 기사|댓글|문의|닫기",
}  # fmt: skip
_NETWORKS = (
    "facebook|twitter|x|linkedin|whatsapp|telegram|reddit|pinterest|tumblr|instagram|youtube|mastodon|bluesky"
    "|threads|vk|vkontakte|вконтакте|одноклассники|odnoklassniki|google+|xing|pocket|digg|delicious|stumbleupon"
    "|messenger|viber|line|weibo|微博|微信|wechat|email|e-mail|mail|rss|sms|flipboard|skype|tiktok|diaspora|print"
)
_SHARE_ON = (
    r"(?:share|tweet|partager|teilen|auf|compartir|condividi|partilhar|compartilhar|delen|deel|udostępnij|sdílet|"
    r"поделиться|поширити|поділитися|send|envoyer|follow us|suivez-nous|dela|del|jaa|megosztás|distribuie)"
    r"(?: (?:this|article|it|via|on|to|sur|auf|bei|en|por|su|no|na|op|v|w|в|у|på|på|by|par|per|pe|a))*"
)
# The first step of a breadcrumb trail, “Home > Articles > 1991”.
_HOME = {
    "home", "home page", "you are here: home", "accueil", "vous êtes ici : accueil", "vous êtes ici: accueil",
    "startseite", "sie sind hier: startseite", "sie befinden sich hier: startseite", "inicio",
    "usted está aquí: inicio", "está aquí: inicio", "página inicial", "início", "strona główna", "domů",
    "úvod", "главная", "головна", "αρχική", "hem", "forside", "etusivu", "kezdőlap", "acasă", "ana sayfa",
    "الرئيسية", "דף הבית", "ホーム", "首页", "首頁", "홈", "u bent hier: home", "ti trovi in: home", "sei qui: home",
}  # fmt: skip
_TRAIL = re.compile(r"\s*(?:[>»›→⟩|]|\s/\s|::)\s*")
_BETWEEN = re.compile(r"\s*[|•·►▪,;/–—]\s*|\s{2,}|\t")
_RIGHTS = re.compile(
    r"(?:©|\(c\)\s|copyright\b|copyleft\b|urheberrecht|droits? d'auteur|derechos de autor|авторские права|版权所有|著作権)"
    r".{0,150}$|.{0,100}\b(?:all rights reserved|tous droits réservés|alle rechte vorbehalten"
    r"|todos los derechos reservados|tutti i diritti riservati|todos os direitos reservados|все права защищены)\.?$",
    re.IGNORECASE,
)
_COUNTER = re.compile(r"[\[(–—-]?\s*(?:#\s*(?:/|of|sur|von|de|di|van|z|из)\s*#|[–—-]\s*#\s*[–—-])\s*[\])–—-]?")
_COOKIES = re.compile(
    r"(?:we|this (?:web)?site|our (?:web)?site|nous|ce site|notre site|wir|diese (?:web)?seite|diese website|este sitio"
    r"|esta web|utilizamos|usamos|questo sito|utilizziamo|este site|deze (?:web)?site|wij|мы|сайт|na tej stronie|ta strona)"
    r"\b.{0,80}\bcookies?\b.{0,200}$",
    re.IGNORECASE,
)
_LONGEST = 300


@cache
def _sayings() -> frozenset[str]:
    return frozenset(saying for row in _SAYINGS.values() for saying in row.split("|"))


@cache
def _networks() -> re.Pattern[str]:
    network = "|".join(re.escape(n) for n in _NETWORKS.split("|"))
    return re.compile(rf"(?:(?:{_SHARE_ON} )?(?:{network})(?: \(?#\)?)?)(?: (?:{network}))*")


def is_chrome(line: str) -> bool:
    """Whether a line is site furniture and nothing else."""
    text = line.strip()
    if not text or len(text) > _LONGEST:
        return False
    return bool(
        _RIGHTS.match(text) or _COOKIES.match(text) or _is_trail(text) or _says(text)
        or all(_says(part) for part in _BETWEEN.split(text) if part.strip())
    )  # fmt: skip


def _is_trail(text: str) -> bool:
    steps = _TRAIL.split(text)
    return len(steps) > 1 and _plain(steps[0]) in _HOME and len(text) <= 150


def _says(text: str) -> bool:
    plain = _plain(text)
    return plain in _sayings() or bool(_networks().fullmatch(plain)) or bool(_COUNTER.fullmatch(plain))


def _plain(text: str) -> str:
    """Lower case, numbers as #, without arrows, icons, brackets and final marks."""
    text = re.sub(r"\d[\d.,\u00a0\u202f]*", "#", text.casefold().replace("’", "'"))
    text = re.sub(r"^[^\w#(–—-]+|[^\w#)+–—-]+$", "", text)
    return re.sub(r"\s+", " ", text).strip("[] ")

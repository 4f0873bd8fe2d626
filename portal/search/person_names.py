"""What names of people here are made of, to keep them out of the query log. Folded, since most
people type without tone marks; a word that is also another word is weighed by its neighbours."""


def _listed(text: str) -> frozenset[str]:
    return frozenset(" ".join(item.split()) for item in text.split(","))


# Families whose names are hardly ever anything else.
FAMILIES = _listed(
    """
    bui, dang, dinh, doan, duong, hoang, huynh, le, ng, ngo, nguyen, pham, phan, phung, tran,
    trinh, vu
    """
)
# Those of the highlands in the north, which are everyday words too: only with the middle word of a
# man or a woman there.
UPLAND_FAMILIES = _listed(
    """
    chang, cu, deo, giang, hau, lau, leo, lo, lu, ly, ma, mua, sin, sung, thao, vang, vu
    """
)
UPLAND_MIDDLES = _listed(
    """
    a, thi, van
    """
)
# Those of the central highlands, which are nothing else; they may stand at the end.
EDE_FAMILIES = _listed(
    """
    adrong, ayun, bkrong, eban, enuol, hmok, kbuor, knul, kpa, ksor, mlo, nie, rcham, rmah
    """
)
# Men there are called Y and a name; these follow the letter in words of trades.
AFTER_Y = _listed(
    """
    bac, cong, cu, da, dao, di, duc, duoc, hoc, khoa, kien, lenh, ly, nghia, phuc, sinh, si, sy,
    ta, te, thuat, thuc, tuong, vu, yen
    """
)
# "Siêu thị", "phòng thi": what stands before "thị" or "thi" and is no family.
BEFORE_THI = _listed(
    """
    can, chi, cuoc, di, do, du, giam, hien, ky, khong, luyen, nhan, on, phong, sat, sieu, tho, tiep,
    truong, tuyen, vien, xem
    """
)
# Those that are everyday words as well: lake, pay, tall, dig, park, maize, million …
DOUBTFUL_FAMILIES = _listed(
    """
    au, bach, bien, cao, chau, chu, cu, dam, dao, diep, do, doi, dong, giap, ha, han, ho, hua,
    khong, khuc, khuong, kieu, kim, la, lai, lam, lu, luong, luu, ly, ma, mac, mai, nghiem,
    ninh, nong, ong, phi, phuong, quach, quan, quang, ta, tang, thach, thai, than, thi, thieu,
    tieu, to, ton, tong, trang, trieu, tu, uong, van, vi, vo, vuong
    """
)
# Second words that hardly anything but a person has.
MIDDLES = _listed(
    """
    thi, van
    """
)
GIVEN = _listed(
    """
    ai, an, anh, bach, bang, bao, bich, binh, cam, canh, chau, chi, chien, chinh, chung, cong,
    cuc, cuong, dai, dan, dao, dat, di, diem, diep, dieu, dinh, do, doan, dong, duc, dung,
    duong, duy, duyen, gia, giang, giao, ha, hai, han, hang, hanh, hao, hau, hien, hiep, hieu,
    hoa, hoai, hoan, hoang, hoi, hong, hop, hue, hung, huong, huu, huy, huyen, khai, khang,
    khanh, khiem, khoa, khoi, khue, kien, kiet, kieu, kim, ky, lam, lan, lanh, le, len, lich,
    lien, lieu, linh, loan, loc, loi, long, luan, luong, luu, luyen, ly, mai, manh, men, minh,
    mo, my, nam, nga, ngan, nghi, nghia, ngoc, nguyen, nguyet, nhan, nhat, nhi, nhien, nhu,
    nhung, nhuong, oanh, phat, phi, phong, phu, phuc, phung, phuong, quan, quang, quoc, quy,
    quyen, quyet, quynh, san, sang, sau, sinh, son, suong, tai, tam, tan, tanh, thach, thai,
    tham, than, thang, thanh, thao, the, thi, thien, thiep, thinh, thoa, thom, thong, thu,
    thuan, thuc, thuong, thuy, tien, tin, tinh, toan, tra, tram, trang, tri, trinh, trong, truc,
    trung, truong, truyen, tu, tuan, tuat, tue, tung, tuoi, tuong, tuyen, tuyet, uyen, van, vi,
    viet, vinh, vu, vui, vuong, vy, xuan, xuyen, y, yen
    """
)
# Those of them that make no word of work with another one, so that two alone are somebody.
ONLY_GIVEN = _listed(
    """
    anh, bich, chau, cuc, cuong, diem, diep, dung, duyen, giang, hieu, hue, hung, huong, huyen,
    khanh, lan, linh, loan, mai, minh, my, nga, ngoc, nguyet, nhi, nhu, nhung, oanh, phuong,
    quynh, thao, thu, thuy, tram, trang, trinh, tuan, tung, tuyet, uyen, vy, xuan, yen
    """
)
WESTERN_GIVEN = _listed(
    """
    adam, alex, alexander, alice, amanda, andrew, anna, anthony, ashley, barbara, benjamin, brian,
    charles, charlie, chris, christian, christina, christopher, daniel, david, diana, edward, elena,
    elizabeth, emily, emma, eric, george, hannah, harry, helen, henry, ivan, jacob, james, jane,
    jason, jennifer, jessica, john, jonathan, joseph, joshua, julia, karen, kate, kevin, laura,
    linda, lisa, lucas, maria, marie, martin, mary, matthew, michael, michelle, mike, mohamed,
    muhammad, nancy, nicole, oliver, olivia, patricia, patrick, paul, peter, philip, rachel,
    richard, robert, ryan, samuel, sandra, sarah, sophia, sophie, stephen, steven, susan, thomas,
    tony, victor, william
    """
)
HONORIFICS = _listed(
    """
    anh, ba, bac, ban, chi, chu, co, em, ong, thay
    """
)
# Begin like a name and are something else.
NO_PERSON = _listed(
    """
    anh ngu, anh quoc, anh van, ba bau, ban hang, bien dich, bien phien dich, bien tap, cao
    bang, cao cap, cao dang, chau a, chau au, chau duc, chu nha, chu nhat, chu tau, co dien, co
    giao, co khi, co nuoi, cu nhan, dam cuoi, dang ky, dao tao, dinh duong, dinh vit, do an, do
    be tong, do choi, do dien, do go, do hoa, do luong, do mong, do uong, do xang, do xe, doan
    tau, doan vien, dong goi, dong ho, dong phuc, dong tau, duong kinh, duong ray, em be, ha an,
    ha dong, ha giang, ha lan, ha long, ha nam, ha noi, ha tinh, han dien, han hoi, han la, han
    mig, han quoc, han tau, han tig, han tinh, han xi, ho boi, ho ca, ho so, ho tay, ho tro,
    khong kinh nghiem, khong yeu cau, kim hoan, kim khi, kim loai, kim son, kim thanh, la hoi,
    la ui, lai cau, lai may, lai tau, lai xe, lam banh, lam bao, lam ca, lam dem, lam dong, lam
    hanh chinh, lam mai, lam mong, lam nam, lam nghiep, lam them, lam thoi vu, lam thue, lam
    toc, lam vien, le hoi, le phuc vu, le tan, le tet, luong cao, luong cong nhan, luong cong
    nhat, luong ngay, luong on dinh, luong san pham, luong thang, luong thoa thuan, luong
    thuong, luong tuan, ly thuyet, ma hang, mac ao, mai chau, mai dao, mai ton, nam dinh, ngo
    nha, nong nghiep, ong gio, ong nuoc, ong thep, phi cong, phuong dong, quan an, quan ao, quan
    bia, quan com, quan ly, quan nuoc, quan su, quan tai, quan tri, quang cao, quang nam, quang
    ninh, ta lot, tang ca, thach that, thai binh, thai lan, thai nguyen, than hoat tinh, than
    the, thi cong, thi truong, thu ngan, thu thu, thuy thu, tieu hoc, tieu thu, to chuc, to hop,
    to mau, to pho, to son, to truong, tong dai, tong hop, tran nha, tran nhom, tran nhua, tran
    tau, tran thach cao, trang diem, trang tri, tu dong, tu lanh, tu van, van chuyen, van hanh,
    van hoa, van kim, van phong, van son, van tai, van thu, vi mach, vi sinh, vi tinh, vo oto, vo
    su, vo thuat, vu dao, vu truong
    """
)
# People after whom streets, wards, schools and firms here are called.
NAMESAKES = _listed(
    """
    bui thi tu nhien, bui thi xuan, cao ba quat, cao thang, chu van an, dang kim no, dang thai
    mai, dinh dong, dinh tien hoang, dinh vu, do nhuan, ha ly, hai ba trung, ho chi minh, ho
    sen, ho tung mau, ho xuan huong, hoang dieu, hoang gia, hoang ha, hoang hoa tham, hoang huy,
    hoang long, hoang mai, hoang minh thao, hoang quoc viet, hoang van thu, huynh thuc khang,
    kieu son, kim dong, le chan, le chan hai phong, le dai hanh, le duan, le hong phong, le lai,
    le loi, le quoc uy, le quy don, le thanh tong, le van huu, luong khanh thien, luong the
    vinh, luong van can, luu kiem, ly nam de, ly thai to, ly thanh tong, ly thuong kiet, ly tu
    trong, mac dang doanh, mac quyet, mac thai to, mac thai tong, mai hac de, ngo gia tu, ngo
    quyen, nguyen binh, nguyen binh khiem, nguyen cong hoa, nguyen cong tru, nguyen dinh chieu,
    nguyen du, nguyen duc canh, nguyen hue, nguyen khuyen, nguyen luong bang, nguyen son ha,
    nguyen thai hoc, nguyen thi minh khai, nguyen trai, nguyen tri phuong, nguyen tuong loan,
    nguyen van cu, nguyen van linh, nguyen van troi, nguyen viet xuan, pham hong thai, pham minh
    duc, pham ngoc thach, pham ngu lao, pham phu thu, pham van dong, phan boi chau, phan chu
    trinh, phan dang luu, phan dinh phung, quang trung, thien loi, to hieu, to huu, tran binh
    trong, tran dai nghia, tran hoan, tran hung dao, tran khanh du, tran kien, tran nguyen han,
    tran nhan tong, tran nhat duat, tran phu, tran quang khai, tran quoc toan, tran tat van,
    tran thanh ngo, trung trac, truong chinh, truong dinh, van cao, vo nguyen giap, vo thi sau,
    vo van kiet
    """
)
# After these a name is that of a firm or a place. Those of one word stand with their tone marks
# where it would be another word, or part of a name, without.
FIRMS_AND_PLACES = _listed(
    """
    bệnh viện, cao đẳng, công trường, công ty, công viên, cơ sở, cổ phần, cửa hàng, doanh
    nghiệp, học viện, hộ kinh doanh, hợp tác xã, khu công nghiệp, khu đô thị, khách sạn, mầm
    non, ngân hàng, nhà hàng, nhà máy, nhà thuốc, phòng khám, quán cafe, quán ăn, siêu thị, thị
    trấn, thị xã, tiểu học, toà nhà, trang trại, trung cấp, trung tâm, tòa nhà, tập đoàn, đại
    học
    """
)
FIRMS_AND_PLACES_IN_A_WORD = _listed(
    """
    bến, chợ, cp, cty, cảng, cầu, dntn, gara, garage, group, huyện, hãng, jsc, kcn, ltd, làng,
    phường, phố, quận, salon, shop, spa, thcs, thpt, thôn, tiệm, tnhh, trường, vincom, xã,
    xưởng, đường
    """
)
# What stands before a name without being part of it.
BEFORE = _listed(
    """
    cho, cua, cv, dien, don, gap, gui, he, ho, la, lien, nop, sdt, so, ten, thoai, tim, ung,
    vien
    """
)
